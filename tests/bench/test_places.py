"""Made-up places: every number has its own name, which no text contains."""

from __future__ import annotations

import pytest

from bench.places import Names


def test_names_differ() -> None:
    names = Names("")
    places = [names.place(number, 2) for number in range(4000)]
    assert len({place.zh for place in places}) == 4000
    assert len({place.slug for place in places}) == 4000
    assert {len(place.zh) for place in places} == {2}
    assert len(names.place(7, 3).zh) == 3


def test_a_name_has_no_sign_of_the_text() -> None:
    assert Names("").place(0, 2).zh == "沭沭"
    assert "沭" not in Names("沭").place(0, 2).zh


def test_the_slug_is_the_english_name_in_small_letters() -> None:
    place = Names("").place(5, 2)
    assert place.slug == place.en.lower()
    assert place.en[0].isupper()


def test_numbers_beyond_the_last_name_are_refused() -> None:
    with pytest.raises(ValueError, match="no place number"):
        Names("").place(10**6, 2)
