"""Publishing: only what differs is sent, a killed run leaves whole graphs, and the graphs answer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.errors import KgError, NoAnswer
from kg.export.portal.graphs import exported_graphs
from kg.export.publication import QUERY_PATHS, query_endpoint_of
from kg.project import Project, graph_name
from kg.rdf.graph_store import GraphStore, Triples, stored
from kg.rdf.namespaces import FAMILIES
from kg.rdf.turtle import read
from tests.conftest import ROOT, Run
from tests.length import examples
from tests.oxigraph_server import running
from tests.rdf.talker import reply, saying, talking

KILLS = examples(100, usual=3)
NAMES = {"regions": "data/regions.ttl", "source": "data/documents/guizhou-2023-status-report.ttl"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A checkout with few files: the ontology, the regions, and one source."""
    root = tmp_path_factory.mktemp("small")
    for folder in ("shapes", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    for name in ("ontology/quality-strategy.ttl", *NAMES.values()):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return Project(root)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of an empty server that can be written to."""
    with running("serve", tmp_path / "store", tmp_path / "log.txt") as found:
        yield found


def others(address: str, *projects: Project) -> list[str]:
    """Return the graphs of a server that are not exactly those of one of the projects."""
    store = GraphStore(f"{address}/store")
    versions: dict[str, list[Triples]] = {}
    for project in projects:
        for name, triples in exported_graphs(project).items():
            versions.setdefault(name, []).append(stored(triples))
    return [name for name, known in versions.items() if store.get(name) not in known]


def test_all_graphs_are_sent_once_and_then_only_what_differs(
    kg: Run, address: str, small: Project, tmp_path: Path
) -> None:
    call = ("publish", "--endpoint", f"{address}/store", "--root")
    said = kg(*call, small.root)
    assert said.code == 0
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["new"] * 4
    assert others(address, small) == []
    said = kg(*call, small.root)
    assert (said.code, said.out, said.err) == (0, "", "0 graphs sent, 4 unchanged\n")

    root = tmp_path / "edited"
    shutil.copytree(small.root, root)
    path = root / NAMES["regions"]
    path.write_text(path.read_text(encoding="utf-8").replace("贵州省", "贵州"), encoding="utf-8")
    line = f"changed\t{FAMILIES['graph']}regions\n"
    said = kg(*call, root, "--check")
    assert (said.code, said.out, said.err) == (1, line, "1 graphs differ, 3 are the same\n")
    assert others(address, small) == [], "--check sends nothing"
    assert (kg(*call, root).out, kg(*call, root, "--check").code) == (line, 0)
    assert others(address, Project(root)) == []


def test_a_graph_that_no_longer_exists_is_deleted_on_request(kg: Run, address: str, small: Project) -> None:
    store = GraphStore(f"{address}/store")
    foreign, obsolete = "urn:other:graph", FAMILIES["graph"] + "removed"
    triples = read(small.ontology).triples
    for name in (foreign, obsolete):
        store.put(name, triples)
    call = ("publish", "--endpoint", f"{address}/store", "--root", small.root)
    kg(*call)
    assert len(store.get(obsolete)) > 0
    said = kg(*call, "--delete", "--check")
    assert (said.code, said.out, len(store.get(obsolete)) > 0) == (1, f"obsolete\t{obsolete}\n", True)
    assert kg(*call, "--delete", "--query-endpoint", f"{address}/query").out == f"obsolete\t{obsolete}\n"
    assert store.get(obsolete) == frozenset()
    assert store.get(foreign) == stored(triples)
    store.delete(obsolete)  # which is not there


def test_the_query_endpoints_of_known_servers_are_known() -> None:
    for store, query in QUERY_PATHS.items():
        assert query_endpoint_of(f"http://h/x{store}") == f"http://h/x{query}"
    with pytest.raises(KgError, match="--query-endpoint"):
        query_endpoint_of("http://h/other")


def test_a_question_to_the_published_graphs_is_answered_over_all_of_them(
    kg: Run, address: str, small: Project
) -> None:
    kg("publish", "--endpoint", f"{address}/store", "--root", small.root)
    for call in (
        (
            "query",
            "evidence",
            "-p",
            "claim",
            "source:guizhou-2023-status-report/observation-registered-trademarks-2023",
        ),
        ("query", "-e", "SELECT (COUNT(*) AS ?n) { ?s a qs:Province }"),
        ("query", "regions"),
    ):
        local = kg(*call, "--root", small.root, "-f", "csv")
        assert local.code == 0
        assert kg(*call, "--root", small.root, "-f", "csv", "--endpoint", f"{address}/query") == local


def test_half_of_a_graph_is_not_taken(address: str, small: Project) -> None:
    store, name = GraphStore(f"{address}/store"), graph_name(small.ontology)
    triples = read(small.ontology).triples
    store.put(name, triples)
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as link:
        head = f"PUT /store?{urlencode({'graph': name})} HTTP/1.1\r\nHost: {host}\r\n"
        link.sendall(f"{head}Content-Type: text/turtle\r\nContent-Length: 1000\r\n\r\n".encode())
        link.sendall(b"<urn:a> <urn:b> <urn:c> .\n")
    time.sleep(0.5)
    assert store.get(name) == stored(triples)


def test_a_killed_run_leaves_whole_graphs_and_another_does_the_rest(
    kg: Run, address: str, small: Project, tmp_path: Path
) -> None:
    other = Project(tmp_path / "other")
    shutil.copytree(small.root, other.root)
    for path in other.graph_files:
        path.write_text(path.read_text(encoding="utf-8").replace("贵州", "黔"), encoding="utf-8")
    call = ["publish", "--endpoint", f"{address}/store", "--root"]
    kg(*call, small.root)
    begin = time.monotonic()
    kg(*call, other.root)
    longest = 2 * (time.monotonic() - begin) + 1
    for number in range(KILLS):
        project = (small, other)[number % 2]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen([sys.executable, "-m", "kg", *call, project.root], env=environment)
        time.sleep(longest * (number + 1) / KILLS)
        process.kill()
        process.wait()
        assert others(address, small, other) == []
    assert kg(*call, small.root).code == 0
    assert others(address, small) == []


@pytest.mark.parametrize(
    "content",
    [
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/turtle", length=-1),
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/turtle", X_Truncated="1"),
        reply("<urn:a> <urn:b>", kind="text/turtle"),
        reply("<urn:a> <urn:b> <urn:c> .", kind="text/html"),
        reply("no", 500, "text/plain"),
        reply(status=202),
        reply(status=303, Location="/there"),
    ],
    ids=["no length", "marked", "half a statement", "a web page", "error", "not yet", "elsewhere"],
)
def test_a_server_that_answers_wrongly_is_not_believed(content: bytes) -> None:
    with talking(saying(content)) as (address, _):
        store = GraphStore(address, 2)
        with pytest.raises(NoAnswer):
            store.get("urn:g")
        if b"text/turtle" not in content and b"text/html" not in content:
            with pytest.raises(NoAnswer):
                store.put("urn:g", [ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))])
