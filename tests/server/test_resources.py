"""Pages and other files: types, entity tags, compression, redirects, and what is kept."""

from __future__ import annotations

import asyncio
import gzip

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.rdf.namespaces import BASE
from kg.server.dataset import named_dataset
from kg.server.library import SiteLibrary
from kg.server.media import content_type
from kg.server.settings import SECURITY_HEADERS
from tests.server.serving import TURTLE, Client, InventedSite, page, serving_graph


@pytest.mark.parametrize(
    ("path", "folder"),
    [("/", ""), ("/zh/", "zh/"), ("/region/guizhou/", "region/guizhou/"), ("/index.html", "")],
)
def test_a_page_is_that_of_its_folder(client: Client, path: str, folder: str) -> None:
    reply = client.get(path)
    assert (reply.status, reply.content) == (200, page(folder))
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_folder_without_a_slash_leads_to_its_page(client: Client) -> None:
    reply = client.get("/zh/region/guizhou?a=b%20c&d")
    assert (reply.status, reply.headers["Location"]) == (308, "/zh/region/guizhou/?a=b%20c&d")
    reply = client.get("/region/guizhou?a=b")
    assert (reply.status, reply.headers["Location"]) == (303, "/region/guizhou/?a=b")
    reply = client.get("/coding/guizhou?a=b")
    assert reply.headers["Location"] == "/region/guizhou/?a=b#coding"


def test_a_redirect_never_leads_to_another_server(client: Client) -> None:
    for path in ("//evil.example/", "//evil.example", "/\\evil.example", "/zh//evil.example", "//zh"):
        assert client.get(path).status == 404
    assert client.get("/zh?//evil.example").headers["Location"] == "/zh/?//evil.example"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.css", "text/css; charset=utf-8"),
        ("a/b.js", "text/javascript; charset=utf-8"),
        ("a.b/c.svg", "image/svg+xml"),
        ("x.wasm", "application/wasm"),
        ("x.woff2", "font/woff2"),
        ("feed.atom", "application/atom+xml"),
        ("x.unknown", "application/octet-stream"),
        ("a.css/x", "application/octet-stream"),
        ("css", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_follows_from_its_name(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_every_answer_has_the_headers_of_security(client: Client) -> None:
    replies = [client.get(path) for path in ("/", "/nowhere", "/broken.txt", "/sparql", "/healthz")]
    replies += [client.query("ASK {}"), client.query("ASK"), client.send("PUT", "/")]
    assert [reply.status for reply in replies] == [200, 404, 500, 200, 200, 200, 400, 405]
    for reply in replies:
        assert {name: reply.headers[name] for name, _ in SECURITY_HEADERS} == dict(SECURITY_HEADERS)
        assert reply.headers["Server"] is None
    policy = replies[0].headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy


def test_a_client_that_has_a_page_does_not_get_it_again(client: Client) -> None:
    for path in ("/", "/region/guizhou/", "/region/guizhou.ttl", "/unit/percent.nt", "/assets/site.css"):
        tag = client.get(path).headers["ETag"]
        for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            reply = client.get(path, If_None_Match=given)
            assert (reply.status, reply.content, reply.headers["ETag"]) == (304, b"", tag)
        assert client.get(path, If_None_Match='"other"').status == 200


def test_each_content_has_a_tag_of_its_own(client: Client) -> None:
    paths = ("/", "/zh/", "/region/guizhou/", "/region/guizhou.ttl", "/region/guizhou.nt")
    tags = {client.get(path).headers["ETag"] for path in paths}
    packed = {client.get(path, Accept_Encoding="gzip").headers["ETag"] for path in paths[:2]}
    assert len(tags | packed) == 6  # the Turtle here is N-Triples


def test_the_answer_to_head_has_the_headers_of_that_to_get(client: Client) -> None:
    for path in ("/", "/region/guizhou", "/region/guizhou.ttl", "/nowhere", "/sparql?query=ASK%20%7B%7D"):
        whole, head = client.get(path), client.send("HEAD", path)
        assert (head.status, head.content) == (whole.status, b"")
        assert {**dict(head.headers), "date": ""} == {**dict(whole.headers), "date": ""}


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("deflate, *;q=0.1", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("xgzip", False),
    ],
)
def test_a_client_that_takes_gzip_gets_it(client: Client, accepted: str, packed: bool) -> None:
    for path in ("/", "/assets/site.css", "/sparql?query=SELECT%20%2A%20%7B%7D"):
        plain, reply = client.get(path), client.get(path, Accept_Encoding=accepted)
        assert (reply.headers["Content-Encoding"] == "gzip") == packed
        assert (gzip.decompress(reply.content) if packed else reply.content) == plain.content
        assert "Accept-Encoding" in reply.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_file_that_is_compressed_is_sent_as_it_is(client: Client) -> None:
    for path in ("/assets/font.woff2", "/sitemap.xml"):
        assert client.get(path, Accept_Encoding="gzip").headers["Content-Encoding"] is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "LOCK"])
def test_only_reading_is_possible(client: Client, method: str) -> None:
    for path in ("/", "/region/guizhou", "/region/guizhou.ttl", "/nowhere"):
        reply = client.send(method, path)
        assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.send(method, "/healthz").status == 405


def test_options_name_the_methods(client: Client) -> None:
    reply = client.send("OPTIONS", "/region/guizhou.ttl")
    assert (reply.status, reply.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_the_data_of_a_page_are_those_of_the_site(client: Client) -> None:
    assert client.get("/region/guizhou.ttl").text == TURTLE
    assert client.get("/region/guizhou.jsonld").content == b'{"@id": "x"}'
    assert client.get("/region/guizhou.nt").text == TURTLE


def test_other_data_are_what_the_graph_states(client: Client, graph: Graph) -> None:
    iri = BASE + "measure/brand-building"
    stated = set(graph.store.construct(f"CONSTRUCT WHERE {{ <{iri}> ?p ?o }}"))
    assert len(stated) > 5
    forms = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    for end, form in forms.items():
        reply = client.get(f"/measure/brand-building.{end}")
        assert {quad.triple for quad in ox.parse(reply.content, format=form)} == stated


def test_an_error_is_in_the_language_of_the_page(client: Client, graph: Graph) -> None:
    assert client.get("/nowhere").text.startswith("there is nothing at this address")
    assert client.get("/zh/nowhere").text == "此地址没有内容；请检查地址，或从 / 开始\n"
    with serving_graph(graph, lang="zh") as chinese:
        assert chinese.get("/nowhere").text.startswith("此地址没有内容")
        assert "请修改查询" in chinese.query("ASK").text


def test_a_fault_of_the_program_shows_nothing_of_it(client: Client) -> None:
    reply = client.get("/broken.txt")
    assert (reply.status, reply.text) == (500, "the server failed; its log says why\n")
    assert client.get("/").status == 200


def test_the_server_says_that_it_is_well(client: Client) -> None:
    reply = client.get("/healthz")
    assert (reply.status, reply.text) == (200, '{"status":"ok","processes":2}')
    assert reply.headers["Cache-Control"] == "no-store"


# --- what is kept -------------------------------------------------------------------------------------


def library(site: InventedSite, graph: Graph) -> SiteLibrary:
    return SiteLibrary(site, graph.store, named_dataset(ox.Store()))


def test_a_page_is_made_once_also_for_those_who_wait(graph: Graph) -> None:
    site = InventedSite()

    async def ask() -> None:
        kept = library(site, graph)
        await asyncio.gather(*(kept.file("index.html") for _ in range(5)))
        await kept.file("index.html")

    asyncio.run(ask())
    assert site.made == ["index.html"]


def test_what_was_not_asked_for_the_longest_is_dropped(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.server.library._ROOM", 2500)  # two of these files
    site = InventedSite()
    site.files |= {f"{number}.png": bytes(1000) for number in range(3)}

    async def ask() -> None:
        kept = library(site, graph)
        for path in ("0.png", "1.png", "0.png", "2.png", "0.png", "1.png"):
            await kept.file(path)

    asyncio.run(ask())
    assert site.made == ["0.png", "1.png", "2.png", "1.png"]


def test_a_file_that_could_not_be_made_is_tried_again(graph: Graph) -> None:
    site = InventedSite()

    async def ask() -> bytes:
        kept = library(site, graph)
        with pytest.raises(KeyError):
            await kept.file("broken.txt")
        site.files["broken.txt"] = b"well"
        return (await kept.file("broken.txt")).content

    assert asyncio.run(ask()) == b"well"
