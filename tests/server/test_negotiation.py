"""Content negotiation: which page or data a client gets for an IRI."""

from __future__ import annotations

import pytest

from kg.server.negotiation import preferred
from tests.server.serving import Client

HTML, TURTLE, JSONLD, NTRIPLES = "text/html", "text/turtle", "application/ld+json", "application/n-triples"
OFFERED = (HTML, TURTLE, JSONLD, NTRIPLES)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, */*;q=0.1"
TABLE = [
    ("", HTML),
    ("*/*", HTML),
    (",", HTML),
    ("text/*", HTML),
    ("text/html", HTML),
    (BROWSER, HTML),
    ("text/turtle;q=0.000, */*", HTML),
    ("text/html, text/turtle", HTML),
    ("text/turtle, text/html", HTML),
    ("text/turtle;q=0.5, */*;q=0.8", HTML),
    ("text/turtle;q=0.85, text/html;q=0.9", HTML),
    ("text/turtle;q=0.80, text/html;q=0.8", HTML),
    ("text/turtle;q=2, text/html;q=0.8", HTML),
    ("text/turtle;q=x, text/html;q=0.1", HTML),
    ('text/turtle;q=0.1;x="a,b", text/html', HTML),
    ('text/plain;x=", text/turtle", text/html', HTML),
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
    ("text/html;q=0, text/*", TURTLE),
    ("text/turtle, application/ld+json", TURTLE),
    ("application/ld+json, text/turtle;q=1.0", TURTLE),
    (RDFLIB, TURTLE),
    ("application/ld+json", JSONLD),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', JSONLD),
    ("application/*", JSONLD),
    ("application/ld+json, text/turtle;q=0.9, text/html;q=0.5", JSONLD),
    ("text/turtle;q=0.3 , application/ld+json ; q=0.4", JSONLD),
    ("text/*;q=0.5, application/ld+json;q=0.8", JSONLD),
    ("application/n-triples", NTRIPLES),
    ("application/n-triples, application/ld+json;q=0.9", NTRIPLES),
    ("application/ld+json;q=0, application/*", NTRIPLES),
    ("application/pdf", None),
    ("application/rdf+xml", None),
    ("text/turtle;q=0", None),
    ("*/*;q=0", None),
    ("text/turtlex", None),
    ("xtext/turtle", None),
    ("text", HTML),
    ("*/html", None),
]


@pytest.mark.parametrize(("accept", "wanted"), TABLE)
def test_the_type_with_the_highest_quality_value_is_preferred(accept: str, wanted: str | None) -> None:
    assert preferred(accept, OFFERED) == wanted


ENDS = {HTML: "/", TURTLE: ".ttl", JSONLD: ".jsonld", NTRIPLES: ".nt"}


@pytest.mark.parametrize(("accept", "wanted"), TABLE)
def test_an_iri_leads_to_what_is_preferred(client: Client, accept: str, wanted: str | None) -> None:
    reply = client.get("/region/guizhou", Accept=accept)
    assert reply.headers["Vary"] == "Accept"
    if wanted is None:
        assert (reply.status, reply.headers["Location"]) == (406, None)
    else:
        assert (reply.status, reply.headers["Location"]) == (303, f"/region/guizhou{ENDS[wanted]}")


@pytest.mark.parametrize(("accept", "wanted"), TABLE)
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_a_page_leads_to_data_that_are_preferred(
    client: Client, folder: str, accept: str, wanted: str | None
) -> None:
    reply = client.get(f"/{folder}region/guizhou/", Accept=accept)
    if wanted == HTML:
        assert (reply.status, reply.kind) == (200, HTML)
    elif wanted is None:
        assert reply.status == 406
    else:
        assert (reply.status, reply.headers["Location"]) == (303, f"/region/guizhou{ENDS[wanted]}")


def test_what_is_preferred_has_its_own_type(client: Client) -> None:
    for kind, end in ENDS.items():
        reply = client.get(f"/region/guizhou{end}")
        assert (reply.status, reply.kind) == (200, kind)


def test_an_iri_without_a_page_of_its_own_leads_to_the_page_that_shows_it(client: Client) -> None:
    reply = client.get("/coding/guizhou", Accept=BROWSER)
    assert (reply.status, reply.headers["Location"]) == (303, "/region/guizhou/#coding")
    reply = client.get("/coding/guizhou", Accept=TURTLE)
    assert (reply.status, reply.headers["Location"]) == (303, "/coding/guizhou.ttl")
    assert client.get("/coding/guizhou.ttl").status == 200


def test_an_iri_without_any_page_has_data(client: Client) -> None:
    reply = client.get("/unit/percent", Accept=BROWSER)
    assert (reply.status, reply.headers["Location"]) == (303, "/unit/percent.ttl")
    assert client.get("/unit/percent", Accept=HTML).status == 406
    assert "unit:percent" in client.get("/unit/percent.ttl").text


def test_the_ontology_has_all_its_terms(client: Client) -> None:
    reply = client.get("/ontology", Accept=TURTLE)
    assert (reply.status, reply.headers["Location"]) == (303, "/ontology.ttl")
    text = client.get("/ontology.ttl").text
    assert "a owl:Ontology" in text
    assert "qs:Target a owl:Class" in text
    assert client.get("/ontology", Accept=BROWSER).headers["Location"] == "/ontology/"


def test_an_unknown_iri_is_not_found_in_any_form(client: Client) -> None:
    for accept in (BROWSER, TURTLE, "application/pdf"):
        for path in ("/region/nowhere", "/region/nowhere.ttl", "/region/nowhere/", "/region", "/.ttl"):
            assert client.get(path, Accept=accept).status == 404


def test_no_answer_depends_on_the_language_that_a_client_prefers(client: Client) -> None:
    for path in ("/", "/region/guizhou", "/region/guizhou/"):
        english, chinese = (client.get(path, Accept_Language=each) for each in ("en", "zh"))
        assert "Accept-Language" not in (chinese.headers["Vary"] or "")
        assert (chinese.content, chinese.headers["Location"]) == (
            english.content,
            english.headers["Location"],
        )


def test_links_name_the_other_forms(client: Client) -> None:
    for path in ("/region/guizhou", "/region/guizhou/"):
        links = client.get(path).headers["Link"]
        for kind in (TURTLE, JSONLD, NTRIPLES):
            assert f'</region/guizhou{ENDS[kind]}>; rel="alternate describedby"; type="{kind}"' in links
    links = client.get("/region/guizhou.ttl").headers["Link"]
    assert '<https://w3id.org/quality-strategy/region/guizhou>; rel="describes"' in links
    assert '</region/guizhou/>; rel="alternate"; type="text/html"' in links
    assert f'</region/guizhou.nt>; rel="alternate"; type="{NTRIPLES}"' in links
    assert ".ttl" not in links


def test_scripts_of_other_sites_may_read_data(client: Client) -> None:
    for path in ("/region/guizhou", "/region/guizhou.ttl", "/unit/percent.jsonld", "/sparql"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
