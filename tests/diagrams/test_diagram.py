"""A diagram: a drawing with the network behind it, written in every format for networks."""

from __future__ import annotations

import pytest

from kg.diagrams.diagram import EXTENSIONS, NETWORK_FORMATS
from kg.drawing.style import IMAGE_EXTENSIONS
from kg.errors import KgError, UnknownName
from kg.gallery import SUBJECTS
from tests.conftest import ROOT
from tests.diagrams.conftest import DrawDiagram
from tests.diagrams.scenes import diagram_of, odd_network
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


@pytest.mark.parametrize("name", [name for name, each in SUBJECTS.items() if each.extensions == EXTENSIONS])
def test_a_diagram_is_written_in_every_format(diagram: DrawDiagram, name: str) -> None:
    drawn = diagram(name, "zh")
    assert set(drawn.extensions) == set(EXTENSIONS) == set(BEGINNINGS)
    for extension, beginning in BEGINNINGS.items():
        try:
            content = drawn.write(extension)
        except KgError as error:
            assert extension == ".mmd" and "too large for Mermaid" in error.message("en"), name
        else:
            assert content.startswith(beginning), extension


def test_images_come_first_among_the_extensions(diagram: DrawDiagram) -> None:
    assert diagram("network").extensions == (*IMAGE_EXTENSIONS, *NETWORK_FORMATS)


def test_another_extension_is_an_error_with_the_nearest(diagram: DrawDiagram) -> None:
    with pytest.raises(UnknownName, match=r"unknown file extension '.gefx'; did you mean .gexf\?"):
        diagram("network").write(".gefx")


def test_a_diagram_shows_its_title_and_its_size() -> None:
    found = diagram_of(odd_network(), title="Odd")
    nodes, edges = len(found.network), found.network.number_of_edges()
    assert repr(found) == f"Diagram('Odd', {nodes} nodes, {edges} edges)"


@pytest.mark.parametrize(
    ("name", "arguments"), [("network", {"around": "贵州省", "hubs": 20}), ("lineage", {})]
)
@pytest.mark.parametrize(("lang", "other"), [("en", "zh"), ("zh", "en")])
def test_a_scene_is_translated_with_the_same_network_and_places(
    diagram: DrawDiagram, name: str, arguments: dict[str, str | int], lang: str, other: str
) -> None:
    scene = diagram(name, lang, **arguments).scene
    assert scene.translated is not None
    translated, drawn = scene.translated(), diagram(name, other, **arguments).scene
    assert (translated.lang, translated.title, translated.caption) == (other, drawn.title, drawn.caption)
    assert translated.title != scene.title
    assert translated.places == scene.places
    assert sorted(translated.network.edges(keys=True)) == sorted(scene.network.edges(keys=True))


ODD = """
from hashlib import sha256
from kg.diagrams.diagram import NETWORK_FORMATS
from tests.diagrams.scenes import odd_network, diagram_of

for extension in NETWORK_FORMATS:
    print(extension, sha256(diagram_of(odd_network()).write(extension)).hexdigest())
"""


def test_an_odd_network_has_the_same_bytes_in_every_format_with_any_hash_seed() -> None:
    assert len(printed(ODD, seeds=FEW).splitlines()) == len(NETWORK_FORMATS)


def test_the_documentation_explains_every_format() -> None:
    text = (ROOT / "docs" / "charts.md").read_text("utf-8")
    assert [extension for extension in EXTENSIONS if f"`{extension}`" not in text] == []
