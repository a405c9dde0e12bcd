"""The redirects of w3id.org: each IRI has one, to the form and the language that the client prefers."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.rdf import RDF_FORMATS, export_rdf
from kg.project import Project
from kg.rdf.namespaces import BASE, FAMILIES
from tests.apache_server import PROGRAM, serving_redirects
from tests.conftest import ROOT

FILE = ROOT / "w3id" / ".htaccess"
SITE = "https://quality-strategy.example"
GUIZHOU = "region/guizhou"
HTML, TURTLE, JSONLD = f"/{GUIZHOU}/", f"/{GUIZHOU}.ttl", f"/{GUIZHOU}.jsonld"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, */*;q=0.1"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    if PROGRAM is None:
        pytest.skip("apache2 is not installed")
    with tempfile.TemporaryDirectory() as name:  # the folders of tmp_path are closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        with serving_redirects(FILE, folder) as port:
            yield port


def ask(port: int, path: str, **headers: str) -> HTTPResponse:
    """Request a path as it is written; `Accept_Language` is the header Accept-Language."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("GET", path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("accept", "end"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/*", HTML),
        ("text/html", HTML),
        (BROWSER, HTML),
        ("application/pdf", HTML),
        ("application/rdf+xml", HTML),
        ("text/turtle;q=0", HTML),
        ("text/turtle;q=0.000, */*", HTML),
        ("text/turtlex", HTML),
        ("xtext/turtle", HTML),
        ("text/html, text/turtle", HTML),
        ("text/turtle, text/html", HTML),
        ("text/turtle;q=0.5, */*;q=0.8", HTML),
        ("text/turtle;q=0.85, text/html;q=0.9", HTML),
        ("text/turtle;q=0.80, text/html;q=0.8", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle;q=0.1", TURTLE),
        ("text/turtle;version=1.1", TURTLE),
        ("text/turtle; charset=utf-8; q=0.9, text/html; q=0.8", TURTLE),
        ("text/html;q=0.9,text/turtle", TURTLE),
        ("text/html;q=0.8, text/turtle;q=0.85", TURTLE),
        ("text/turtle, */*;q=0.1", TURTLE),
        ("text/html;q=0.1, */*;q=0.5", TURTLE),
        ("text/html;q=0, */*", TURTLE),
        ("text/turtle, application/ld+json", TURTLE),
        ("application/ld+json, text/turtle;q=1.0", TURTLE),
        (RDFLIB, TURTLE),
        ("application/ld+json", JSONLD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', JSONLD),
        ("application/*", JSONLD),
        ("application/ld+json, text/turtle;q=0.9, text/html;q=0.5", JSONLD),
        ("text/turtle;q=0.3 , application/ld+json ; q=0.4", JSONLD),
        ("application/ld+json;q=0.2, */*;q=0.1", JSONLD),
        ("text/*;q=0.5, application/ld+json;q=0.8", JSONLD),
    ],
)
def test_the_form_is_the_one_with_the_highest_q_value(port: int, accept: str, end: str) -> None:
    answer = ask(port, f"/quality-strategy/{GUIZHOU}", Accept=accept)
    assert (answer.status, answer.headers["Location"]) == (303, SITE + end)


@pytest.mark.parametrize(
    ("language", "prefix"),
    [
        ("en", ""),
        ("fr", ""),
        ("*", ""),
        ("en, zh", ""),
        ("zh;q=0", ""),
        ("en-US,en;q=0.9,zh;q=0.8", ""),
        ("zhx", ""),
        ("zh;q=0.8, *;q=0.9", ""),
        ("zh", "/zh"),
        ("ZH-Hans-CN", "/zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "/zh"),
        ("en;q=0.95, zh-CN, zh;q=0.9", "/zh"),
        ("fr, zh;q=0.5", "/zh"),
        ("zh, *;q=0.1", "/zh"),
        ("en;q=0.2, *;q=0.3", "/zh"),
    ],
)
def test_the_language_of_a_page_is_the_one_with_the_highest_q_value(
    port: int, language: str, prefix: str
) -> None:
    for path, end in ((GUIZHOU, HTML), ("ontology", "/ontology/"), ("", "/")):
        answer = ask(port, f"/quality-strategy/{path}", Accept=BROWSER, Accept_Language=language)
        assert (answer.status, answer.headers["Location"]) == (303, SITE + prefix + end)


def test_data_have_no_language(port: int) -> None:
    answer = ask(port, f"/quality-strategy/{GUIZHOU}", Accept="text/turtle", Accept_Language="zh")
    assert answer.headers["Location"] == SITE + TURTLE


def test_an_answer_says_that_it_varies_and_that_scripts_may_read_it(port: int) -> None:
    for headers in ({}, {"Accept": "text/turtle"}, {"Accept_Language": "zh"}):
        answer = ask(port, f"/quality-strategy/{GUIZHOU}", **headers)
        assert {each.strip() for each in answer.headers["Vary"].split(",")} == {"Accept", "Accept-Language"}
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "ontology",
        "dataset",
        "catalog",
        "queries",
        "eli/sichuan-2018-status-report-news",
        "eli/ganzhou-2024-plan/citation",
        "source/guizhou-2023-status-report/observation-registered-trademarks-2023",
        "comparison/works-pass-rate.works-acceptance-pass-rate",
        "measure/brand-building",
    ],
)
def test_each_kind_of_path_leads_to_its_data(port: int, path: str) -> None:
    answer = ask(port, f"/quality-strategy/{path}", Accept="text/turtle")
    assert (answer.status, answer.headers["Location"]) == (303, f"{SITE}/{path}.ttl")


def test_the_parts_of_the_data_set_lead_to_it(port: int) -> None:
    for part in ("class/dcat-Dataset", "distribution/turtle", "contact"):
        answer = ask(port, f"/quality-strategy/dataset/{part}", Accept="text/turtle")
        assert (answer.status, answer.headers["Location"]) == (303, f"{SITE}/dataset.ttl")


def test_a_version_of_the_ontology_leads_to_the_ontology(port: int) -> None:
    answer = ask(port, "/quality-strategy/ontology/0.1.0", Accept="text/turtle")
    assert (answer.status, answer.headers["Location"]) == (303, f"{SITE}/ontology.ttl")


@pytest.mark.parametrize("name", ["graph.jsonld", "csv/csv-metadata.json", "frames/target.jsonld"])
def test_a_file_of_a_release_has_its_own_form_and_no_language(port: int, name: str) -> None:
    for accept in ("text/html", "text/turtle"):
        answer = ask(port, f"/quality-strategy/download/{name}", Accept=accept, Accept_Language="zh")
        assert (answer.status, answer.headers["Location"]) == (303, f"{SITE}/download/{name}")


def test_a_query_string_is_dropped(port: int) -> None:
    answer = ask(port, f"/quality-strategy/{GUIZHOU}?next=https://evil.example/")
    assert answer.headers["Location"] == SITE + HTML


@pytest.mark.parametrize(
    "path",
    [
        "region",
        "region/",
        "region/guizhou/",
        "region/guizhou.ttl/",
        "region/Guizhou",
        "region/%E8%B4%B5%E5%B7%9E",
        "region/guizhou%0A",
        "region/guizhou%0d%0aSet-Cookie:%20a=b",
        "region/guizhou%00",
        "region/guizhou%20",
        "region/%2e%2e/%2e%2e/etc",
        "region/..%2f..%2fetc",
        "region/%252e%252e",
        "region/@evil.example",
        "region/guizhou%3Fx",
        "region/guizhou%23x",
        "region/$1",
        "region/%25{ENV:SITE}",
        "region/\\evil.example",
        "Region/guizhou",
        "regions/guizhou",
        "xregion/guizhou",
        "ontology/",
        "dataset/",
        "dataset/a//b.%2e",
        "download",
        "download/",
        "download/..%2fx",
        "download/.htaccess",
        "download/a..b",
        "ontology.ttl",
        "ontology/Target",
        "index.html",
        ".htaccess",
        "README.md",
        "/evil.example",
        "//evil.example/",
        "%2f%2fevil.example",
        "https://evil.example/",
        "https:/evil.example",
        "@evil.example",
    ],
)
def test_no_other_path_is_redirected(port: int, path: str) -> None:
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        answer = ask(port, f"/quality-strategy/{path}", Accept=accept)
        assert (answer.status in (400, 403, 404), answer.headers["Location"]) == (True, None)


@pytest.mark.parametrize(
    "path", ["region//guizhou", "region/x/../guizhou", "../quality-strategy/region/guizhou"]
)
def test_a_path_is_simplified_before_it_is_redirected(port: int, path: str) -> None:
    answer = ask(port, f"/quality-strategy/{path}")
    assert answer.headers["Location"] == SITE + HTML


def test_the_host_that_a_client_names_is_not_where_it_is_sent(port: int) -> None:
    answer = ask(port, f"/quality-strategy/{GUIZHOU}", X_Forwarded_Host="evil.example")
    assert answer.headers["Location"] == SITE + HTML


def test_the_address_of_the_site_is_in_one_place() -> None:
    lines = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if "://" in line] == [f"RewriteRule ^ - [E=SITE:{SITE}]"]


def test_every_iri_of_an_export_is_redirected(project: Project) -> None:
    refused = re.findall(r"^RewriteRule !(\S+) - \[R=404,L\]$", FILE.read_text("utf-8"), re.MULTILINE)
    others = re.findall(r"^RewriteRule \^(\S+\\z) ", FILE.read_text("utf-8"), re.MULTILINE)
    families = re.search(r"\(\?:([a-z|-]{99,})\)", refused[0])
    assert families is not None
    assert families[1].split("|") == sorted(iri.removeprefix(BASE).strip("/") for iri in FAMILIES.values())
    known = [re.compile(pattern.removeprefix("^").replace(r"\z", r"\Z")) for pattern in (*refused, *others)]
    quads = ox.parse(export_rdf(project, RDF_FORMATS["nquads"]), format=ox.RdfFormat.N_QUADS)
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}
    iris = {term.value.partition("#")[0] for term in terms if isinstance(term, ox.NamedNode)}
    paths = [iri.removeprefix(BASE) for iri in iris if iri.startswith(BASE) and iri != BASE]
    assert len(paths) > 5000
    assert [path for path in paths if not any(each.match(path) for each in known)] == []
