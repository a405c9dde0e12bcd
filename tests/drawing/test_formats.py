"""The registry of formats: every format writes every subject, and is told of where people look."""

from __future__ import annotations

import pytest

from kg.catalog import Catalog
from kg.drawing.formats import FORMATS
from kg.drawing.gallery import SUBJECTS, picture_of
from kg.errors import KgError
from kg.project import Project
from kg.store import EmbeddedStore
from tests.conftest import ROOT
from tests.hash_seeds import FEW, printed

BEGINNINGS = {
    ".cyjs": b'{\n "format_version"',
    ".gexf": b"<?xml",
    ".graphml": b"<?xml",
    ".html": b"<!DOCTYPE html>",
    ".mmd": b"---\ntitle: ",
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_written_in_every_format(project: Project, store: EmbeddedStore, subject: str) -> None:
    picture = picture_of(store, Catalog(project.queries), subject, "zh", {})
    assert set(BEGINNINGS) == set(FORMATS)
    for ending, beginning in BEGINNINGS.items():
        try:
            content = picture.write(ending)
        except KgError as error:
            assert ending == ".mmd" and "too large for Mermaid" in error.message("en"), subject
        else:
            assert content.startswith(beginning), ending


ODD = """
from hashlib import sha256
from tests.drawing.pictures import odd_network, picture_of

for ending in (".cyjs", ".gexf", ".graphml", ".html", ".mmd"):
    print(ending, sha256(picture_of(odd_network()).write(ending)).hexdigest())
"""


def test_an_odd_network_has_the_same_bytes_in_every_format_whatever_the_hash_seed() -> None:
    assert len(printed(ODD, seeds=FEW).splitlines()) == 5


def test_the_documentation_tells_of_every_subject_and_format() -> None:
    text = (ROOT / "docs" / "pictures.md").read_text("utf-8")
    assert [subject for subject in SUBJECTS if f"`kg visualize {subject} " not in text] == []
    assert [ending for ending in FORMATS if f"`{ending}`" not in text] == []
