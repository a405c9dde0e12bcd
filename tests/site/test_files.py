"""The files next to the pages: data, site map, and feed, the same bytes on every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import etree
from rdflib import Graph

from kg.rdf.namespaces import BASE, DCTERMS, QS
from kg.site import Site
from kg.site.files import DATA_ENDINGS
from tests.conftest import ROOT

RECORDS = (
    "region/guizhou",
    "measure/chief-quality-officer",
    "eli/guizhou-2023-implementing-opinion",
    "source/guizhou-2023-status-report/observation-registered-trademarks-2023",
)


@pytest.mark.parametrize("path", RECORDS)
def test_the_data_of_a_record_are_its_statements(path: str, site: Site) -> None:
    turtle = {each.triple for each in ox.parse(site.content(f"{path}.ttl"), ox.RdfFormat.TURTLE)}
    own = {each for each in turtle if each.subject == ox.NamedNode(BASE + path)}
    assert own == set(site.material.triples[BASE + path])
    document = json.loads(site.content(f"{path}.jsonld"))
    assert document["@context"] == "../" * path.count("/") + "context.jsonld"
    document |= json.loads(site.content("context.jsonld"))
    found = Graph().parse(data=json.dumps(document), format="json-ld")
    wanted = Graph().parse(data=site.content(f"{path}.ttl"), format="turtle")
    assert set(found) == set(wanted)


def test_the_data_of_a_claim_have_its_words(site: Site) -> None:
    text = site.content(f"{RECORDS[-1]}.ttl").decode("utf-8")
    assert "oa:exact" in text
    assert "oa:start" in text


@pytest.mark.parametrize("ending", DATA_ENDINGS)
@pytest.mark.parametrize("name", ["ontology", "dataset"])
def test_ontology_and_data_set_have_data(name: str, ending: str, site: Site) -> None:
    assert BASE + name in site.content(name + ending).decode("utf-8") or f"kg:{name}" in site.content(
        name + ending
    ).decode("utf-8")


def test_the_site_map_has_every_page_in_both_languages(site: Site) -> None:
    tree = etree.fromstring(site.content("sitemap.xml"))
    found = tree.xpath("//*[local-name()='loc']/text()")
    pages = [path.removesuffix("index.html") for path in site.paths if path.endswith("index.html")]
    assert sorted(found) == sorted(BASE + each for each in pages)


@pytest.mark.parametrize("path", ["feed.xml", "zh/feed.xml"])
def test_the_feed_has_every_coding_newest_first(path: str, site: Site) -> None:
    tree = etree.fromstring(site.content(path))
    dates = tree.xpath("//*[local-name()='entry']/*[local-name()='updated']/text()")
    records = site.material.records
    stated = [records.one(each, DCTERMS + "date") for each in records.of_class(QS + "Reading")]
    assert dates == sorted((f"{each}T00:00:00Z" for each in stated), reverse=True)
    links = tree.xpath("//*[local-name()='entry']/*[local-name()='link']/@href")
    known = {path.removesuffix("index.html") for path in site.paths}
    assert [link for link in links if link.removeprefix(BASE) not in known] == []


def test_the_files_are_the_same_for_any_hash_seed(site: Site) -> None:
    some = [
        *("index.html", "zh/region/guizhou/index.html", "sitemap.xml", "feed.xml", "dataset.jsonld"),
        *("measure/chief-quality-officer/index.html", "source/guizhou-2023-status-report/index.html"),
        *("zh/records/index.html", "query/measure-matrix/index.html", "region/yunnan.jsonld"),
    ]
    code = (
        "import kg, sys, hashlib; from kg.site import Site; site = Site(kg.open(sys.argv[1]));"
        "print(*(hashlib.sha256(site.content(each)).hexdigest() for each in sys.argv[2:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), *some],
        env={**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C"},
        cwd=Path("/"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [sha256(site.content(each)).hexdigest() for each in some]
