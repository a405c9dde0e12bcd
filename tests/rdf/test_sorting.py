"""Sorting lines in parts on disk: in order, each once, however small the memory is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.sorting import SortedLines, merged

LINES = st.lists(st.lists(st.binary(min_size=1, max_size=4).map(lambda each: each.replace(b"\n", b"n"))))


@given(LINES, st.integers(min_value=0, max_value=20))
def test_lines_are_in_order_each_once(parts: list[list[bytes]], held: int) -> None:
    with SortedLines(held) as lines:
        for part in parts:
            lines.add(part)
        chunks = list(lines.chunks())
        assert list(chain.from_iterable(chunks)) == sorted({*chain.from_iterable(parts)})
        assert all(len(chunk) > 0 for chunk in chunks)
        assert list(chain.from_iterable(lines.chunks())) == sorted({*chain.from_iterable(parts)})


def test_lines_can_be_added_after_a_look_at_them() -> None:
    with SortedLines(3) as lines:
        lines.add([b"d", b"bb", b"d"])
        assert list(chain.from_iterable(lines.chunks())) == [b"bb", b"d"]
        lines.add([b"cccc", b"a"])
        assert list(chain.from_iterable(lines.chunks())) == [b"a", b"bb", b"cccc", b"d"]


def test_only_a_chunk_of_each_part_is_read_at_once() -> None:
    read = []

    def part(name: str, *chunks: list[bytes]) -> Iterator[list[bytes]]:
        for chunk in chunks:
            read.append(f"{name}{chunk[0].decode()}")
            yield chunk

    found = merged([part("x", [b"a", b"b"], [b"e"]), part("y", [b"c", b"d"], [b"f"])])
    assert next(found) == [b"a", b"b"]
    assert read == ["xa", "yc"]
    assert list(found) == [[b"c", b"d"], [b"e"], [b"f"]]


def test_the_file_is_closed() -> None:
    with SortedLines(0) as lines:
        lines.add([b"a"])
    with pytest.raises(ValueError, match="closed file"):
        list(lines.chunks())
