"""What tests share: the project, its graph in both engines, the source texts, the command."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg import cli
from kg.drawing.drawing import Drawing
from kg.export.rdf import RDF_FORMATS, export_rdf
from kg.gallery import drawing_of
from kg.project import Project, open_project
from kg.query.catalog import Catalog
from kg.query.derivation import derive
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import expand
from kg.rdf.store import EmbeddedStore
from kg.validation.rdflib_graph import rdflib_graph
from tests.browser import Visit
from tests.length import LONG
from tests.oxigraph_server import serving
from tests.queries.excerpt import excerpt_of
from tests.sharing import SharedStores, parsing_once, remembering

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing"
    )


@pytest.fixture(scope="session")
def project() -> Project:
    """The checkout of the tests."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def store(project: Project) -> EmbeddedStore:
    """The whole graph in pyoxigraph."""
    return remembering(EmbeddedStore(project.graph_files))


@pytest.fixture(scope="session", autouse=True)
def shared() -> Iterator[None]:
    """Let commands that run in this process share what follows from unchanged files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.rdf.turtle.files.parse", parsing_once(ROOT))
        patch.setattr("kg.graph.open_store", SharedStores(ROOT).open)
        yield


@pytest.fixture(scope="session")
def catalog(project: Project) -> Catalog:
    """The canned queries."""
    return Catalog(project.queries)


Draw = Callable[..., Drawing]
"""Draws a subject by its name, in a language, with values for its parameters."""


@pytest.fixture(scope="session")
def draw(store: EmbeddedStore, catalog: Catalog) -> Draw:
    """Draw from the whole graph; the same drawing is read once, and its figure drawn once."""
    drawn: dict[tuple[object, ...], Drawing] = {}

    def run(name: str, lang: str = "en", **arguments: str | int) -> Drawing:
        key = (name, lang, *sorted(arguments.items()))
        if key not in drawn:
            drawing = drawing_of(store, catalog, name, lang, arguments)
            drawn[key] = replace(drawing, figure=cache(drawing.figure))
        return drawn[key]

    return run


@pytest.fixture(scope="session")
def chrome() -> Iterator[Chrome]:
    """A browser without a window; a test is skipped where there is no Chromium with its driver."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    server = shutil.which("chromedriver")
    if browser is None or server is None:
        pytest.skip("no Chromium with chromedriver is installed")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "no-first-run", "window-size=1200,800"):
        options.add_argument(f"--{argument}")
    options.add_argument("--disable-background-networking")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(server))
    yield driver
    driver.quit()


@pytest.fixture
def visit(chrome: Chrome, tmp_path: Path) -> Iterator[Visit]:
    """Open the page of a drawing; what the browser complains of in the end fails the test."""

    def run(drawing: Drawing, view: str = "") -> Chrome:
        path = tmp_path / "drawing.html"
        path.write_bytes(drawing.write(".html"))
        chrome.get("about:blank")
        for kind in ("browser", "performance"):
            chrome.get_log(kind)
        chrome.get(f"{path.as_uri()}#{view}")
        assert chrome.execute_async_script("document.fonts.ready.then(arguments[0])") is not None
        return chrome

    yield run
    assert chrome.get_log("browser") == []


@dataclass(frozen=True)
class Twins:
    """The same graph in both engines."""

    store: EmbeddedStore
    reference: Graph


@pytest.fixture(scope="session")
def excerpt(project: Project, catalog: Catalog) -> list[ox.Triple]:
    """The statements of an excerpt of the graph, with the examples of parameters and what is said of them."""
    parameters = [each for query in catalog.of_theme(None) for each in query.parameters.values()]
    return excerpt_of(project, filter(None, (expand(each.example) for each in parameters)))


@pytest.fixture(scope="session", params=["excerpt", "whole"] if LONG else ["excerpt"])
def twins(
    request: pytest.FixtureRequest, project: Project, store: EmbeddedStore, excerpt: list[ox.Triple]
) -> Twins:
    """The excerpt, in a long run also the whole graph, in pyoxigraph and rdflib."""
    own = store
    if request.param == "excerpt":
        own = remembering(EmbeddedStore.of(excerpt))
        derive(own, project)
    return Twins(own, rdflib_graph(own.construct("CONSTRUCT WHERE { ?s ?p ?o }")))


@pytest.fixture(scope="session")
def server(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SPARQL server with the whole graph; each worker of pytest-xdist has its own."""
    graph = export_rdf(project, RDF_FORMATS["ntriples"])
    with serving(graph, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def remote(server: str) -> RemoteStore:
    """The whole graph on that server, queried through SPARQLWrapper."""
    return RemoteStore(server)


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the source texts; without it a test is skipped, on CI it fails."""
    folder = Path(os.environ.get("KG_SOURCES", ROOT.parent / "shared" / "sources"))
    if folder.is_dir():
        return folder
    reason = f"no source texts in {folder}; name their folder in KG_SOURCES"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True)
class Said:
    """What a run of the command gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
"""Runs `kg` with the arguments it is called with."""


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `kg` with arguments in this process, as its entry point does."""
    monkeypatch.delenv("KG_SOURCES", raising=False)
    monkeypatch.delenv("KG_LANG", raising=False)

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        code: Any = 0
        try:
            cli.run()
        except SystemExit as stop:
            code = stop.code
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a library impossible to import, as if it were not installed."""

    def remove(library: str) -> None:
        for name in [each for each in sys.modules if each.split(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)

    return remove
