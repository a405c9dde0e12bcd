"""The short form of an IRI, and the namespaces it is cut at."""

from __future__ import annotations

import pytest

from kg.rdf.namespaces import BASE, PREFIXES, QS, shorten


def test_every_namespace_ends_where_an_iri_is_cut() -> None:
    assert [namespace for namespace in PREFIXES.values() if not namespace.endswith(("/", "#"))] == []


def test_no_two_prefixes_have_one_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize(
    ("iri", "also", "short"),
    [
        (QS + "Target", "", "qs:Target"),
        (BASE + "eli/guizhou-2023", "", "document:guizhou-2023"),
        ("http://qudt.org/vocab/unit/PERCENT", "", "qudtunit:PERCENT"),
        (BASE + "source/a/b", "/", "source:a/b"),
        (BASE + "source/a/b", "", f"<{BASE}source/a/b>"),
        (BASE + "source/", "", f"<{BASE}source/>"),
        (BASE + "source/a b", "", f"<{BASE}source/a b>"),
        (BASE + "elsewhere/a", "", f"<{BASE}elsewhere/a>"),
        ("urn:x", "", "<urn:x>"),
    ],
)
def test_an_iri_is_shortened_if_a_prefix_and_plain_letters_are_left(iri: str, also: str, short: str) -> None:
    assert shorten(iri, also) == short


def test_the_longest_namespace_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PREFIXES, "whole", BASE)
    monkeypatch.setattr("kg.rdf.namespaces._BY_NAMESPACE", {space: name for name, space in PREFIXES.items()})
    assert shorten(BASE + "region/guizhou", "/") == "region:guizhou"
    assert shorten(BASE + "elsewhere/a", "/") == "whole:elsewhere/a"
