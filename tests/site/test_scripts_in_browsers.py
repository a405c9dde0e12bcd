"""Search and SPARQL in Chromium and Firefox: from a server, from disk, and in the single file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from kg.graph import Graph
from kg.project import Project
from kg.query.catalog import Catalog
from kg.rdf.results import write_answer
from kg.rdf.store import EmbeddedStore
from kg.site import Site
from kg.site.bundle import is_built
from tests.length import LONG
from tests.site.firefox import firefox, firefox_program
from tests.site.hosting import hosted

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Value = Callable[[str], Any]
"""Returns the value of an expression of JavaScript, which may be a promise."""

Case = tuple[str, dict[str, list[str]], str]
"""The name of a canned query, the values of its parameters, and the CSV of the command line."""

READY: Final = """new Promise((done) => {
  const look = () => {
    const { bench, page } = globalThis.KG ?? {};
    const engine = (bench ?? page)?.engine;
    if (engine) engine.start().then(done, (error) => done(String(error)));
    else setTimeout(look, 20);
  };
  look();
})"""

ROWS: Final = """(async (queries) => {
  const { bench, page, bound, csv } = KG;
  const { engine, data } = bench ?? page;
  const found = [];
  for (const [name, values] of queries) {
    const text = bound(data.queries.find((each) => each.name === name), values, data.prefixes);
    const answer = await engine.query(text, "SELECT", 120);
    found.push([csv(answer.columns, answer.rows), answer.milliseconds, answer.memory]);
  }
  return found;
})"""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The pages with scripts on a server."""
    with hosted(folder) as found:
        yield found


class Tab:
    """A page in either browser."""

    def __init__(self, open_page: Callable[[str], object], value: Value) -> None:
        self.open, self.value = open_page, value


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of each browser that is installed."""
    with ExitStack() as stack:
        if request.param == "firefox":
            program = firefox_program()
            if program is None:
                pytest.skip("no Firefox is installed")
            page = stack.enter_context(firefox(program, tmp_path_factory.mktemp("profile")))
            yield Tab(page.open, page.value)
            return
        chrome: Chrome = request.getfixturevalue("chrome")
        chrome.set_script_timeout(300)

        def value(script: str) -> Any:  # noqa: ANN401  (any JSON value)
            wait = "const done = arguments[0]; Promise.resolve({}).then(done, (e) => done(String(e)));"
            return chrome.execute_async_script(wait.format(f"\n{script}\n"))

        def open_page(address: str) -> None:
            chrome.get("about:blank")
            chrome.get_log("browser")
            chrome.get(address)

        yield Tab(open_page, value)


def page_of_kind(kind: str, folder: Path, address: str, lang: str = "en") -> str:
    """Return the address of the SPARQL page: from a server, from disk, or in the single file."""
    home = "zh/" if lang == "zh" else ""
    return {
        "server": f"{address}{home}sparql/index.html",
        "disk": f"{(folder / home / 'sparql' / 'index.html').as_uri()}",
        "single": f"{(folder / 'graph.html').as_uri()}?lang={lang}",
    }[kind]


@pytest.fixture(scope="module")
def expected(
    catalog: Catalog, project: Project, store: EmbeddedStore
) -> list[tuple[str, dict[str, list[str]], str]]:
    """Canned queries with their defaults and with all their examples, and the CSV of the command line."""
    graph = Graph(project, store)
    cases: list[tuple[str, dict[str, str]]] = []
    for query in catalog.of_theme(None):
        examples = {each.name: each.example for each in query.parameters.values() if each.example != ""}
        cases += [(query.name, given) for given in ([{}, examples] if len(examples) > 0 else [{}])]
    found = []
    for name, given in cases if LONG else cases[::12]:
        csv = write_answer(graph.query(name, **given), "csv")
        found.append((name, {key: [value] for key, value in given.items()}, csv))
    return found


@pytest.mark.parametrize("kind", ["server", "disk", "single"])
def test_canned_queries_give_the_rows_of_the_command_line(
    tab: Tab, kind: str, folder: Path, address: str, expected: list[Case]
) -> None:
    import json  # noqa: PLC0415

    tab.open(page_of_kind(kind, folder, address))
    ready = tab.value(READY)
    assert ready["memory"] < 40_000_000, ready
    queries = json.dumps([[name, given] for name, given, _ in expected])
    found = tab.value(f"{ROWS}({queries})")
    assert isinstance(found, list), found
    for (name, given, csv), (own, _, _) in zip(expected, found, strict=True):
        assert own == csv, (name, given)
    times = sorted((each[1], case[0]) for case, each in zip(expected, found, strict=True))
    memory = max(each[2] for each in found)
    print(f"{kind}: {len(found)} queries, slowest {times[-8:]}, memory {memory / 1e6:.1f} MB")  # noqa: T201
    assert memory < 40_000_000


CROSS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

STATUS: Final = "(document.querySelector('#workbench [role=status]')?.textContent ?? '')"


@pytest.mark.parametrize("kind", ["server", "disk", "single"])
def test_a_cross_join_is_stopped_at_its_limit_and_the_page_goes_on(
    tab: Tab, kind: str, folder: Path, address: str
) -> None:
    tab.open(f"{page_of_kind(kind, folder, address)}#sparql=")
    tab.value(READY)
    ended = (
        f"(KG.bench ?? KG.page).engine.query({CROSS!r}, 'SELECT', 1).then(() => 'answered', () => 'stopped')"
    )
    assert tab.value(ended) == "stopped"
    after = tab.value("(KG.bench ?? KG.page).engine.query('SELECT (COUNT(*) AS ?n) { ?s a ?c }', 'SELECT')")
    assert int(after["rows"][0][0]["value"]) > 5000


def wait_for(tab: Tab, script: str) -> Any:  # noqa: ANN401  (any JSON value)
    """Return the value of an expression as soon as it is truthy."""
    return tab.value(
        f"""new Promise((done) => {{
          const until = performance.now() + 60000;
          const look = () => {{
            const value = {script};
            if (value || performance.now() > until) done(value); else setTimeout(look, 30);
          }};
          look();
        }})"""
    )


@pytest.mark.parametrize(("lang", "heading", "state"), [("en", "state", "found"), ("zh", "状态", "有")])
def test_a_link_opens_a_form_runs_it_and_shows_the_answer_in_the_language_of_the_page(
    tab: Tab, folder: Path, address: str, lang: str, heading: str, state: str
) -> None:
    link = "#query=measure-matrix&measure=measure:chief-quality-officer"
    tab.open(page_of_kind("disk", folder, address, lang) + link)
    wait_for(tab, "document.querySelector('#workbench table')")
    headings = tab.value("[...document.querySelectorAll('#workbench th')].map((each) => each.textContent)")
    cells = tab.value("[...document.querySelectorAll('#workbench td')].map((each) => each.textContent)")
    assert heading in headings
    assert state in cells
    assert not {"unread", *(("yes", "state") if lang == "zh" else ())} & {*cells, *headings}
    target = tab.value("document.querySelector('#workbench td a').getAttribute('href')")
    assert target.endswith("/index.html") and target.startswith("../../zh/" if lang == "zh" else "../")


def test_a_value_that_no_record_has_is_named(tab: Tab, folder: Path, address: str) -> None:
    tab.open(page_of_kind("disk", folder, address) + "#query=region-claims&region=Atlantis")
    assert "Atlantis" in wait_for(tab, f"{STATUS}.includes('Atlantis') && {STATUS}")


@pytest.mark.parametrize(
    "value", ["Guizhou", "贵州省", "region:guizhou", "guizhou", "Guizhou Province (region:guizhou)"]
)
def test_a_record_is_given_by_label_or_name(tab: Tab, folder: Path, address: str, value: str) -> None:
    tab.open(page_of_kind("disk", folder, address) + f"#query=regions&inside={value}")
    assert wait_for(tab, "document.querySelector('#workbench table')?.textContent ?? ''").count("Guiyang") > 0


def test_an_error_of_the_query_is_shown(tab: Tab, folder: Path, address: str) -> None:
    page = page_of_kind("disk", folder, address)
    for query, part in {
        "SELECT ?x { ?x ": "refused",
        "SELECT (5 - 3 - 1 AS ?x) {}": "parentheses",
        "INSERT DATA { <a> <b> <c> }": "Updates",
        "SELECT * { SERVICE <x> { ?s ?p ?o } }": "SERVICE",
    }.items():
        tab.open("about:blank")
        tab.open(f"{page}#sparql={query.replace(' ', '+')}")
        assert part in wait_for(tab, f"{STATUS}.includes({part!r}) && {STATUS}"), query


@pytest.mark.parametrize("kind", ["server", "disk"])
def test_the_search_finds_what_its_address_says(tab: Tab, kind: str, folder: Path, address: str) -> None:
    home = address if kind == "server" else f"{folder.as_uri()}/"
    tab.open(f"{home}zh/search/index.html?q=食品抽檢合格率")
    first = wait_for(tab, "document.querySelector('#search-results li a')?.getAttribute('href')")
    assert first == "../../zh/indicator/food-sampling-pass-rate/index.html"


def test_the_single_file_shows_a_record_with_its_quotation(tab: Tab, folder: Path, address: str) -> None:
    claim = "source/guizhou-2023-status-report/observation-registered-trademarks-2023"
    tab.open(f"{page_of_kind('single', folder, address)}#record={claim}")
    text = wait_for(tab, "document.querySelector('#record dl')?.closest('article').textContent")
    assert "商标注册50.38万件" in text
    assert "Guizhou Province" in text


def test_the_single_file_is_below_three_megabytes_and_loads_nothing(folder: Path) -> None:
    content = (folder / "graph.html").read_bytes()
    assert len(content) < 3_000_000
    head = content[:2000].decode()
    assert "default-src 'none'" in head and "unsafe-inline" not in head and "'self'" not in head


def test_the_browser_complains_of_nothing(chrome: Chrome, folder: Path, address: str) -> None:
    pages = [f"{address}{home}{page}/index.html" for home in ("", "zh/") for page in ("search", "sparql")]
    for page in [*pages, (folder / "graph.html").as_uri()]:
        chrome.get("about:blank")
        chrome.get_log("browser")
        chrome.get(f"{page}#sparql=")
        chrome.set_script_timeout(100)
        if "search" not in page:
            chrome.execute_async_script(f"const done = arguments[0]; {READY}.then(done)")
        messages = [each for each in chrome.get_log("browser") if "favicon" not in each["message"]]
        assert messages == []


def test_without_the_scripts_the_pages_say_how_to_add_them(
    site: Site, monkeypatch: pytest.MonkeyPatch, project: Project, store: EmbeddedStore
) -> None:
    monkeypatch.setattr("kg.site.bundle.BUNDLE", Path("nowhere"))
    bare = Site(Graph(project, store))
    assert {"data/graph.js", "data/workbench.js", "graph.html"}.isdisjoint(bare.paths)
    for page in ("search/", "sparql/"):
        text = bare.content(f"{page}index.html").decode()
        assert "make site" in text
        assert "make site" not in site.content(f"{page}index.html").decode() or not is_built()
        assert "<script defer" not in text.replace('<script defer src="../assets/site.js"></script>', "")
