"""A release: complete, the same bytes on every run, and described as its files are."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from kg.export.portal.catalog import DOWNLOADS
from kg.export.rdf import RDF_FORMATS
from kg.export.release import CHECKSUMS, release_of
from kg.project import FOLDERS, Project
from kg.rdf.namespaces import BASE, DCAT, RDF_TYPE, SPDX
from kg.rdf.records import Records
from kg.rdf.turtle import parse
from tests.conftest import ROOT, Run

SLUG = "guiyang-2020-quality-month"

PRINT_CHECKSUMS = f"""
import sys
from pathlib import Path
from kg.export.release import release_of
from kg.project import Project
sys.stdout.buffer.write(release_of(Project(Path(sys.argv[1])))[{CHECKSUMS!r}])
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with only one document."""
    root = tmp_path_factory.mktemp("small")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "CITATION.cff", root)
    for path in [*(root / "data" / "documents").glob("*.ttl"), *(root / "data" / "reference").glob("*.ttl")]:
        if path.stem != SLUG:
            path.unlink()
    (root / "data" / "derived" / "summaries.ttl").unlink()
    return Project(root)


@pytest.fixture(scope="module")
def files(small: Project) -> dict[str, bytes]:
    """The files of its release."""
    return release_of(small)


def test_a_release_has_every_format(files: dict[str, bytes]) -> None:
    assert {f"graph{each.endings[0]}" for each in RDF_FORMATS.values()} <= set(files)
    assert {
        "graph.xlsx",
        "csv/csv-metadata.json",
        "csv/observation.csv",
        "parquet/observation.parquet",
    } <= set(files)
    assert {"queries.ttl", "ontology.ttl", "shapes.ttl", "context.jsonld", "CITATION.cff"} <= set(files)
    assert {f"catalog.{each}" for each in ("ttl", "rdf", "jsonld")} <= set(files)
    assert f"annotations/{SLUG}.jsonld" in files


def test_the_checksums_are_those_of_all_other_files(files: dict[str, bytes]) -> None:
    lines = [line.split("  ") for line in files[CHECKSUMS].decode("utf-8").splitlines()]
    listed = {name: checksum for checksum, name in lines}
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != CHECKSUMS
    }


def test_another_run_gives_the_same_bytes(files: dict[str, bytes], small: Project, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(small.root, other)
    for folder in FOLDERS:
        assert (other / folder).is_dir()
    run = subprocess.run(
        [sys.executable, "-c", PRINT_CHECKSUMS, str(other)],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "LC_ALL": "C",
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": str(ROOT),
        },
    )
    assert run.stdout == files[CHECKSUMS]


def catalog(files: dict[str, bytes]) -> Records:
    return Records(parse(files["catalog.ttl"].decode("utf-8"), Path("catalog.ttl")).triples)


def test_the_catalog_gives_the_size_and_checksum_of_each_distribution(files: dict[str, bytes]) -> None:
    records = catalog(files)
    distributions = records.of_class(DCAT + "Distribution")
    assert records.iris(BASE + "dataset", DCAT + "distribution") == distributions
    for each in records.with_predicate(DCAT + "downloadURL"):
        content = files[(records.one(each, DCAT + "downloadURL") or "").removeprefix(DOWNLOADS)]
        assert records.offset(each, DCAT + "byteSize") == len(content)
        checksum = records.one(each, SPDX + "checksum") or ""
        assert records.one(checksum, SPDX + "checksumValue") == hashlib.sha256(content).hexdigest()


def test_what_the_catalog_refers_to_has_the_class_that_dcat_ap_asks_for(files: dict[str, bytes]) -> None:
    records = catalog(files)
    ranges = {
        "accessRights": "http://purl.org/dc/terms/RightsStatement",
        "accrualPeriodicity": "http://purl.org/dc/terms/Frequency",
        "conformsTo": "http://purl.org/dc/terms/Standard",
        "creator": "http://xmlns.com/foaf/0.1/Agent",
        "format": "http://purl.org/dc/terms/MediaTypeOrExtent",
        "language": "http://purl.org/dc/terms/LinguisticSystem",
        "license": "http://purl.org/dc/terms/LicenseDocument",
        "provenance": "http://purl.org/dc/terms/ProvenanceStatement",
        "publisher": "http://xmlns.com/foaf/0.1/Agent",
        "spatial": "http://purl.org/dc/terms/Location",
        "temporal": "http://purl.org/dc/terms/PeriodOfTime",
    }
    described = [BASE + "catalog", BASE + "dataset", *records.of_class(DCAT + "Distribution")]
    found = set()
    for record in described:
        for name, class_ in ranges.items():
            for each in records.iris(record, f"http://purl.org/dc/terms/{name}"):
                assert class_ in records.iris(each, RDF_TYPE), (record, name, each)
                found.add(name)
    assert found == set(ranges)


def test_the_released_graph_conforms_to_the_released_shapes(files: dict[str, bytes]) -> None:
    data, shapes = (Graph().parse(data=files[name], format="turtle") for name in ("graph.ttl", "shapes.ttl"))
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text


def test_croissant_describes_each_file_and_column(files: dict[str, bytes]) -> None:
    described = json.loads(files["croissant.json"])
    for each in described["distribution"]:
        assert each["sha256"] == hashlib.sha256(files[each["@id"]]).hexdigest()
        assert each["contentUrl"] == DOWNLOADS + each["@id"]
    tables = {name for name in files if name.startswith("csv/") and name.endswith(".csv")} - {"csv/links.csv"}
    assert {f"csv/{each['@id']}.csv" for each in described["recordSet"]} == tables
    for each in described["recordSet"]:
        header = files[f"csv/{each['@id']}.csv"].decode("utf-8").splitlines()[0]
        assert [field["name"] for field in each["field"]] == header.split(",")


def test_a_frame_and_an_example_belong_to_each_class(files: dict[str, bytes]) -> None:
    frames = {name.removeprefix("frames/") for name in files if name.startswith("frames/")}
    assert {"Observation.jsonld", "Action.jsonld", "Quotation.jsonld", "Indicator.jsonld"} <= frames
    for name in frames:
        frame, example = (json.loads(files[f"{folder}/{name}"]) for folder in ("frames", "examples"))
        assert frame["@type"] in example["@type"]
        assert frame["@context"] == example["@context"] == "../context.jsonld"
    assert "oa:exact" in json.loads(files["examples/Observation.jsonld"])["evidence"]


def test_a_collection_has_the_annotations_of_its_source(files: dict[str, bytes]) -> None:
    collection = json.loads(files[f"annotations/{SLUG}.jsonld"])
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 100
    for item in items:
        for target in item["target"]:
            kinds = sorted(selector["type"] for selector in target["selector"])
            assert kinds == ["TextPositionSelector", "TextQuoteSelector"]


def test_the_command_writes_the_folder_at_once(kg: Run, small: Project, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    assert kg("export", "--root", small.root, "--release", folder).code == 0
    assert (folder / CHECKSUMS).read_bytes() == release_of(small)[CHECKSUMS]
    said = kg("export", "--root", small.root, "--release", folder, "-f", "turtle")
    assert said.code == 2
    assert "leave out -o, -f, and -g" in said.err
