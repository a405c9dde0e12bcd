"""The figure of the chart of targets: a dot for each province, against the line of the national target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from kg.charts.targets_rows import OTHER_FORM, QUERY, Cascade, Comparison, Indicator
from kg.drawing.numbers import number, signed
from kg.drawing.phrases import listed, source_of
from kg.drawing.sheet import BODY, MARGIN, SMALL, TINY, Sheet, page
from kg.drawing.style import BAND, BLUE, GREEN, GREY, INK, RULE, VERMILLION, WIDTH, text_width, wrap
from kg.rdf.namespaces import shorten
from kg.words import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STANCE_MARKS: Final = {"stricter": (BLUE, "^"), "equal": (GREEN, "s"), "looser": (VERMILLION, "v")}
"""Colour and shape of each stance that has a number."""

STANCES: Final = {
    "stricter": "stricter than the national target",
    "equal": "equal to the national target",
    "looser": "looser than the national target",
    OTHER_FORM: "other form (not comparable)",
}
"""What a mark says, by stance."""

_OPEN: Final[dict[str, Any]] = {
    "marker": "D",
    "markersize": 7,
    "markerfacecolor": "white",
    "markeredgecolor": GREY,
    "markeredgewidth": 1.4,
}
"""The open mark of a claim in another form."""

_ROW = 0.31
_COLUMN = 2.55
"""Inches: the height of a row, the width of the column of indicators."""


def draw_figure(found: Indicator, lang: str) -> Figure:
    """Draw a dot for each province with a number, against the line of the national target.

    What a province has in another form is in words below the scale, with an open mark; provinces whose
    plan was not coded are named, never drawn as if they had a value. An indicator with several national
    targets has a panel for each.

    Args:
        found: The indicator with its national targets.
        lang: The language of the page, `en` or `zh`.
    """
    with page(title_of(found, lang), caption_of(found, lang)) as sheet:
        for cascade in found.cascades:
            _draw_cascade(sheet, cascade, lang)
        sheet.down += 0.1
    return sheet.figure


def title_of(found: Indicator, lang: str) -> str:
    """Return the title."""
    periods = listed(dict.fromkeys(cascade.period for cascade in found.cascades), lang)
    return text("{indicator}: targets for {periods}", lang).format(indicator=found.name, periods=periods)


def caption_of(found: Indicator, lang: str) -> str:
    """Return the source: the project, and the query that has the same rows."""
    return source_of(f"kg query {QUERY} -p national_indicator {shorten(found.iri)}", lang)


def national_of(cascade: Cascade, lang: str) -> str:
    """Return the period and the value of a national target."""
    words = text("National target for {period}: {value}", lang)
    return words.format(period=cascade.period, value=value_text(cascade))


def value_text(cascade: Cascade) -> str:
    """Return the value of a national target, such as `≥ 98%`."""
    return signed(cascade.national, cascade.comparator, cascade.national_to) + cascade.symbol


def _draw_cascade(sheet: Sheet, cascade: Cascade, lang: str) -> None:
    """Draw one national target: legend, dots, other forms in words, and who was not coded."""
    names = [text_width(comparison.name, BODY) for comparison in (*cascade.numbered, *cascade.worded)]
    left = MARGIN + max(names, default=0.0) + 0.12
    has_column = any(comparison.wording is not None for comparison in cascade.numbered)
    right = WIDTH - MARGIN - (_COLUMN if has_column else 0.1)
    sheet.down += 0.85  # for the legend, and for the value of the national target
    axes = sheet.axes(left, right, _ROW * max(len(cascade.numbered), 1) + 0.1)
    _draw_numbers(axes, cascade, lang)
    _draw_legend(axes, cascade, lang, left)
    if has_column:
        _draw_wordings(axes, cascade, text("The province's own wording, where it differs", lang))
    sheet.down += 0.5  # for the scale and its name
    if len(cascade.worded) > 0:
        sheet.down += 0.12
        _draw_worded(sheet, cascade, left)
    sheet.down += 0.12
    for note, comparisons in (
        ("Absent (fully coded): {names}", cascade.of("absent")),
        ("Not coded: {names}. Not coded does not mean that there is no target.", cascade.of("unread")),
    ):
        if len(comparisons) > 0:
            sheet.write(text(note, lang).format(names=listed((each.name for each in comparisons), lang)))


def _draw_numbers(axes: Axes, cascade: Cascade, lang: str) -> None:
    """Draw the dots of the provinces with a number, the highest on top, and the national line."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415  (as above)

    national = float(cascade.national)
    comparisons = _by_value(cascade)
    _set_scale(axes, cascade)
    axes.axvline(national, color=INK, linewidth=1.4, zorder=1).set_gid(cascade.key)
    if cascade.national_to != "":
        axes.axvspan(national, float(cascade.national_to), color=BAND, zorder=0)
    axes.annotate(
        national_of(cascade, lang),
        (national, 1),
        (0, 5),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha=_alignment(axes, national),
        size=BODY,
        color=INK,
    )
    for row, comparison in enumerate(comparisons):
        (colour, shape), value = STANCE_MARKS[comparison.stance], float(comparison.regional)
        upper = float(comparison.regional_to or comparison.regional)
        axes.plot([national, value], [row, row], color=colour, alpha=0.4, linewidth=2.2, zorder=2)
        if upper != value:
            axes.plot([value, upper], [row, row], color=colour, linewidth=5, zorder=3)
        axes.plot([value], [row], marker=shape, markersize=8, color=colour, gid=comparison.key, zorder=4)
        outward = -1 if value < national else 1
        axes.annotate(
            signed(comparison.regional, comparison.comparator, comparison.regional_to) + cascade.symbol,
            (value if outward < 0 else upper, row),
            (9 * outward, 0),
            textcoords="offset points",
            ha="left" if outward > 0 else "right",
            va="center_baseline",
            size=BODY,
            color=INK,
            # The white behind a number keeps the grid from crossing it.
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
            zorder=3,
        )
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(f"{value:.10f}")))
    unit = text("Unit: {unit}; {direction}", lang).format(unit=cascade.unit, direction=cascade.direction)
    axes.set_xlabel(unit, size=SMALL, color=GREY, loc="right")
    _draw_frame(axes, [comparison.name for comparison in comparisons])
    axes.tick_params(axis="x", length=0, labelsize=SMALL, labelcolor=GREY)
    axes.grid(axis="x", color=RULE, linewidth=0.7)


def _set_scale(axes: Axes, cascade: Cascade) -> None:
    """Let the axes span all values, with room for a number on either side."""
    ranges = [(cascade.national, cascade.national_to)]
    ranges += [(comparison.regional, comparison.regional_to) for comparison in cascade.numbered]
    values = [float(end) for ends in ranges for end in ends if end != ""]
    lowest, highest = min(values), max(values)
    if lowest == highest:
        around = max(0.02 * abs(lowest), 1.0)
        lowest, highest = lowest - around, highest + around
    texts = [signed(lower, ">=", upper) + cascade.symbol for lower, upper in ranges]
    room = 0.2 + max(text_width(text, BODY) for text in texts)
    edge = (highest - lowest) * room / (axes.get_position().width - 2 * room)
    axes.set_xlim(lowest - edge, highest + edge)


def _alignment(axes: Axes, value: float) -> Literal["left", "center", "right"]:
    """Return how to align a text at `value`, so that it stays above the axes."""
    low, high = axes.get_xlim()
    place = (value - low) / (high - low)
    return "left" if place < 0.25 else "right" if place > 0.75 else "center"


def _draw_frame(axes: Axes, names: list[str]) -> None:
    """Name the rows from below, and leave out the box around them."""
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.set_ylim(-0.65, max(len(names), 1) - 0.35)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0, labelsize=BODY, labelcolor=INK, pad=6)


def _draw_legend(axes: Axes, cascade: Cascade, lang: str, left: float) -> None:
    """Explain, above the axes, the marks that are there, and count them."""
    from matplotlib.lines import Line2D  # noqa: PLC0415  (as above)

    marks = []
    for stance in STANCES:
        colour, shape = STANCE_MARKS.get(stance, (GREY, "D"))
        style = _OPEN if stance == OTHER_FORM else {"color": colour, "marker": shape, "markersize": 8}
        count = sum(comparison.stance == stance for comparison in cascade.comparisons)
        if count > 0:
            label = f"{text(STANCES[stance], lang)} ({count})"
            marks.append(Line2D([], [], **style, linewidth=0, label=label))
    if len(marks) > 0:
        box = axes.get_position()
        axes.legend(
            handles=marks,
            loc="lower left",
            bbox_to_anchor=((MARGIN - left) / box.width, 1 + 0.36 / box.height),
            ncols=len(marks),
            frameon=False,
            borderpad=0,
            borderaxespad=0,
            handlelength=1.0,
            handletextpad=0.4,
            columnspacing=1.4,
            fontsize=SMALL,
        )


def _draw_wordings(axes: Axes, cascade: Cascade, head: str) -> None:
    """Name, right of the axes, the indicators that are not the national one."""
    width = _COLUMN - 0.15
    for row, comparison in enumerate(_by_value(cascade)):
        if comparison.wording is not None:
            _beside(axes, "\n".join(wrap(comparison.wording, TINY, width)), row, size=TINY)
    _beside(axes, "\n".join(wrap(head, TINY, width)), len(cascade.numbered) - 0.35, size=TINY, lift=5)


def _beside(axes: Axes, words: str, row: float, *, size: float, lift: float = 0) -> None:
    """Write grey text right of the axes, at a row; with a lift in points, above it."""
    axes.annotate(
        words,
        (1, row),
        (0.15 * 72, lift),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        va="center" if lift == 0 else "bottom",
        size=size,
        color=GREY,
        annotation_clip=False,
        linespacing=1.1,
    )


def _draw_worded(sheet: Sheet, cascade: Cascade, left: float) -> None:
    """Draw what is in another form in a band below the scale, where no place means a value."""
    inset = 0.3
    width = WIDTH - MARGIN - left
    texts = [wrap(comparison.words, BODY, width - inset - 0.1) for comparison in cascade.worded]
    for comparison, lines in zip(cascade.worded, texts, strict=True):
        axes = sheet.axes(left, left + width, _ROW + (len(lines) - 1) * 1.4 * BODY / 72)
        axes.set_facecolor(BAND)
        axes.set_xlim(0, width)
        axes.plot([inset / 2], [0], **_OPEN, linewidth=0, gid=comparison.key)
        middle: Any = "center_baseline" if len(lines) == 1 else "center"
        axes.text(inset, 0, "\n".join(lines), size=BODY, color=INK, va=middle, linespacing=1.2)
        _draw_frame(axes, [comparison.name])
        axes.set_ylim(-0.5, 0.5)
        axes.set_xticks([])


def _by_value(cascade: Cascade) -> list[Comparison]:
    """Return the provinces with a number, the lowest first, equal ones from Z to A: drawn from below."""
    return sorted(cascade.numbered, key=lambda comparison: Decimal(comparison.regional), reverse=True)[::-1]
