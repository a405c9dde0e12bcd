"""The minimum of a smooth function by L-BFGS, with the steps that `scipy.optimize.minimize` takes.

networkx asks scipy for it, which is a third of a whole installation. The direction is that of Nocedal and
Wright 2006, Numerical Optimization, algorithm 7.4; the length of a step satisfies the strong Wolfe conditions
by the search of Moré and Thuente 1994, ACM Transactions on Mathematical Software 20, 286-307. Constants are
those of L-BFGS-B, so that both find the same minimum of several.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float64]

_MEMORY: Final = 10
_SAME: Final = 2.220446049250313e-09
"""How little a step lowers the function, relative to its value, for the search to end."""
_TRIALS: Final = 20
_DECREASE, _CURVATURE, _NARROW = 1e-3, 0.9, 0.1
"""Bounds of the Wolfe conditions, and the width of the interval, relative to its end, that ends a search."""


def minimize(
    function: Callable[[Vector], tuple[float, Vector]],
    start: Vector,
    *,
    steps: int = 15_000,
    flat: float = 1e-5,
) -> Vector:
    """Return a local minimum of a function, going down from `start`.

    Args:
        function: Returns the value and the gradient.
        start: Where to start.
        steps: How many steps to take at most.
        flat: The largest component of a gradient at which the search ends.
    """
    import numpy as np  # noqa: PLC0415  (it takes long to load)

    at = start.astype(float)
    value, slope = function(at)
    pairs: list[tuple[Vector, Vector]] = []
    for step in range(steps):
        if np.abs(slope).max(initial=0.0) <= flat:
            break
        way = _direction(slope, pairs)
        length = min(1 / float(np.linalg.norm(way)), 1e10) if step == 0 else 1.0
        found = _search(function, at, way, value, float(slope @ way), length)
        if found is None:
            if len(pairs) == 0:
                break
            pairs.clear()  # the memory misleads: go down the slope instead
            continue
        moved, next_value, next_slope = found
        change = next_slope - slope
        if float(change @ (moved - at)) > np.finfo(float).eps * -float(slope @ (moved - at)):
            pairs = [*pairs[1 - _MEMORY :], (moved - at, change)]
        ended = value - next_value <= _SAME * max(abs(value), abs(next_value), 1.0)
        at, value, slope = moved, next_value, next_slope
        if ended:
            break
    return at


def _direction(slope: Vector, pairs: list[tuple[Vector, Vector]]) -> Vector:
    """Return the direction to go: the slope, turned by what the last steps say of the curvature."""
    way = -slope
    shares = []
    for moved, change in reversed(pairs):
        share = float(moved @ way) / float(change @ moved)
        shares.append(share)
        way = way - share * change
    if len(pairs) > 0:
        moved, change = pairs[-1]
        way = way * (float(moved @ change) / float(change @ change))
    for (moved, change), share in zip(pairs, reversed(shares), strict=True):
        way = way + moved * (share - float(change @ way) / float(change @ moved))
    return way


class _Trial(NamedTuple):
    """A length of a step with the value and the slope that it leads to."""

    length: float
    value: float
    slope: float


def _search(
    function: Callable[[Vector], tuple[float, Vector]],
    start: Vector,
    way: Vector,
    value: float,
    slope: float,
    length: float,
) -> tuple[Vector, float, Vector] | None:
    """Return the place to which a step leads with its value and gradient, or None if no length will do."""
    if slope >= 0:
        return None
    best = other = _Trial(0.0, value, slope)
    bracketed, lowered = False, True
    low, high = 0.0, 5 * length
    width, width_before = 1e10, 2e10
    for _ in range(_TRIALS):
        place = start + length * way
        next_value, gradient = function(place)
        trial = _Trial(length, next_value, float(gradient @ way))
        bound = value + length * _DECREASE * slope
        stuck = bracketed and (length <= low or length >= high or high - low <= _NARROW * high)
        if stuck or (trial.value <= bound and abs(trial.slope) <= _CURVATURE * -slope):
            return place, next_value, gradient
        lowered = lowered and (trial.value > bound or trial.slope < 0)
        if lowered and best.value >= trial.value > bound:  # compare with the line of sufficient decrease
            shift = _DECREASE * slope
            best, other, trial = (
                _Trial(each.length, each.value - each.length * shift, each.slope - shift)
                for each in (best, other, trial)
            )
            length, best, other, bracketed = _narrow(best, other, trial, bracketed, low, high)
            best, other = (
                _Trial(each.length, each.value + each.length * shift, each.slope + shift)
                for each in (best, other)
            )
        else:
            length, best, other, bracketed = _narrow(best, other, trial, bracketed, low, high)
        if bracketed:
            if abs(other.length - best.length) >= 0.66 * width_before:
                length = best.length + 0.5 * (other.length - best.length)
            width_before, width = width, abs(other.length - best.length)
            low, high = sorted((best.length, other.length))
        else:
            low, high = length + 1.1 * (length - best.length), length + 4 * (length - best.length)
        length = min(max(length, 0.0), 1e10)
        if bracketed and (length <= low or length >= high or high - low <= _NARROW * high):
            length = best.length
    return None


def _narrow(
    best: _Trial, other: _Trial, trial: _Trial, bracketed: bool, low: float, high: float
) -> tuple[float, _Trial, _Trial, bool]:
    """Return the next length to try, the best trial, the other end, and whether a minimum is between them.

    The length minimizes a cubic or quadratic function through the trials (Moré and Thuente, section 4).
    """
    gap = trial.length - best.length
    theta, gamma = _cubic(best, trial)
    if trial.value > best.value:  # a minimum is between them, and nearer to the best
        share = (gamma - best.slope + theta) / (gamma - best.slope + gamma + trial.slope)
        cubic = best.length + share * gap
        quadratic = best.length + best.slope / ((best.value - trial.value) / gap + best.slope) / 2 * gap
        if abs(cubic - best.length) > abs(quadratic - best.length):
            cubic += (quadratic - cubic) / 2
        return cubic, best, trial, True
    secant = (
        trial.length + trial.slope / (trial.slope - best.slope) * -gap if trial.slope != best.slope else high
    )
    share = (-gamma - trial.slope + theta) / (-gamma - trial.slope - gamma + best.slope)
    cubic = trial.length - share * gap
    farther = cubic if abs(cubic - trial.length) > abs(secant - trial.length) else secant
    if trial.slope * best.slope < 0:  # a minimum is between them
        return farther, trial, best, True
    if abs(trial.slope) < abs(best.slope):  # the slope grows flatter
        if share >= 0 or gamma == 0:
            cubic = high if gap > 0 else low
        distances = abs(cubic - trial.length), abs(secant - trial.length)
        if not bracketed:
            return max(low, min(high, cubic if distances[0] > distances[1] else secant)), trial, other, False
        edge = trial.length + 0.66 * (other.length - trial.length)
        length = cubic if distances[0] < distances[1] else secant
        return min(edge, length) if gap > 0 else max(edge, length), trial, other, True
    if not bracketed:
        return high if gap > 0 else low, trial, other, False
    theta, gamma = _cubic(other, trial)
    share = (-gamma - trial.slope + theta) / (-gamma - trial.slope - gamma + other.slope)
    return trial.length + share * (other.length - trial.length), trial, other, True


def _cubic(one: _Trial, trial: _Trial) -> tuple[float, float]:
    """Return theta and gamma of the cubic through two trials; gamma has the sign of the way between them."""
    way = trial.length - one.length
    theta = 3 * (one.value - trial.value) / way + one.slope + trial.slope
    largest = max(abs(theta), abs(one.slope), abs(trial.slope))
    square = (theta / largest) ** 2 - one.slope / largest * (trial.slope / largest)
    return theta, math.copysign(largest * math.sqrt(max(0.0, square)), way)
