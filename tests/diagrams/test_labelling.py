"""Names next to nodes: where there is room, and nowhere else."""

from __future__ import annotations

import pytest

from kg.diagrams.labelling import Name, Spot, place_names, shown
from kg.drawing.sheet import TINY
from kg.drawing.style import text_width

LONG = "Implementing opinion on raising reliability in manufacturing and on much else besides, in many words"


def place(
    spots: dict[str, Spot], *edges: tuple[str, str], page: Spot = (4.0, 3.0), text: str = "a name"
) -> list[Name]:
    """Return the names of nodes on a page, in the order of the nodes."""
    names = [(node, text) for node in spots]
    radii = dict.fromkeys(spots, 0.05)
    return place_names(names, spots, radii, edges, size=TINY, widest=1.75, page=page, reserve="8")


def test_a_name_is_right_of_its_node_if_nothing_is_there() -> None:
    (name,) = place({"a": (2.0, 1.5)})
    assert name.middle[0] > 2.05
    assert name.middle[1] == 1.5
    assert (name.lines, name.align) == (("a name",), "left")


def test_a_name_is_where_it_crosses_no_edge() -> None:
    (first, *_) = place({"a": (1.0, 1.5), "b": (3.0, 1.5)}, ("a", "b"))
    assert first.middle[0] < 1.0


def test_a_name_at_the_edge_stays_on_the_page() -> None:
    (name,) = place({"a": (3.95, 1.5)})
    assert name.middle[0] + text_width("a name", TINY) / 2 <= 4.0


def test_the_first_node_is_named_where_there_is_room_for_one_name_only() -> None:
    names = place({"b": (0.3, 0.2), "a": (0.25, 0.2)}, page=(0.9, 0.4))
    assert [name.node for name in names if name.whole] == ["b"]


def test_a_node_whose_name_has_no_room_has_the_reserve() -> None:
    names = {name.node: name for name in place({"b": (0.3, 0.2), "a": (0.25, 0.2)}, page=(0.9, 0.4))}
    assert (names["a"].lines, names["a"].whole) == (("8",), False)


def test_a_reserve_without_room_covers_its_node() -> None:
    (name,) = place({"a": (0.1, 0.1)}, page=(0.2, 0.2))
    assert (name.lines, name.middle, name.whole) == (("8",), (0.1, 0.1), False)


def test_no_name_covers_another_node() -> None:
    ring = {f"n{number}": (1.0 + 0.4 * (number % 5), 1.0 + 0.3 * (number // 5)) for number in range(15)}
    for name in place(ring):
        half = text_width(name.lines[0], TINY) / 2
        for node, (x, y) in ring.items():
            if node != name.node and abs(y - name.middle[1]) < 0.05:
                assert not name.middle[0] - half - 0.05 < x < name.middle[0] + half + 0.05


@pytest.mark.parametrize("widest", [1.0, 1.5, 2.5])
def test_lines_are_of_like_length_and_lose_nothing(widest: float) -> None:
    lines = shown(LONG, TINY, widest, 20)
    assert " ".join(lines) == LONG
    widths = [text_width(line, TINY) for line in lines]
    assert max(widths) <= widest
    assert min(widths[:-1]) > 0.5 * max(widths)
    assert widths[-1] > 0.3 * max(widths), "no word is alone on a line"


def test_a_name_too_long_ends_in_an_ellipsis() -> None:
    lines = shown(LONG, TINY, 1.0, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert LONG.startswith(" ".join(lines)[:-1])
    assert max(text_width(line, TINY) for line in lines) <= 1.0
