"""Write a project of many documents: clones of the real ones, with other regions, bodies, and numbers.

Usage: python -m bench.corpus FOLDER [-n DOCUMENTS] [--seed SEED] [--faults SHARE] [--no-summaries]

FOLDER is a complete project for `kg --root FOLDER`. It has the real documents, and clones until there are
DOCUMENTS coded ones: first of the other provinces, then of made-up cities, then more of each. With each comes
a clone of a cited document. There are names for some 1,400 documents. The same seed gives the same bytes.
Without faults, `kg validate` finds nothing.
With them, that share of the clones has one fault of each kind, and `faults.csv` in FOLDER lists what
`kg validate` must report.

One document after another is written, so memory does not grow with the documents, only with the regions and
the indicators. The summaries (`data/derived/`) need the whole graph in memory, so they can be left out.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from math import isqrt
from pathlib import Path
from typing import Final, TextIO

from bench.cloning import Cloning, Group
from bench.faults import KINDS, Fault, Kind, plant, row
from bench.slots import records_in
from bench.templates import FILES, Templates
from kg.project import FOLDERS, Project, open_project
from kg.query.derivation import summaries
from kg.rdf.namespaces import BASE, QS, RDF_TYPE, expand
from kg.rdf.turtle import TurtleFile, canonical_form, parse, read
from kg.validation.seals import seals_of

ROOT: Final = Path(__file__).resolve().parents[1]

SMALLEST: Final = 5
"""The real documents, which each project has."""

NEW_INDICATORS: Final = 16
"""Of n clones of all documents, the root of so many times n bring a new indicator (Heaps' law)."""

_PREFIXES: Final = re.compile(r"(?:@prefix .*\n)+")


class Corpus:
    """Writes a project of clones."""

    def __init__(self, folder: Path, documents: int, seed: int = 1, faults: float = 0.0) -> None:
        """Say what to write.

        Args:
            folder: The folder, which must not exist or be empty.
            documents: The number of coded documents, at least 5.
            seed: The seed of all that is by chance.
            faults: The share of clones that have one fault of each kind.

        Raises:
            ValueError: There are fewer documents than the project has.
        """
        if documents < SMALLEST:
            raise ValueError(f"at least {SMALLEST} documents are needed, not {documents}")
        self.folder = folder
        self.faults: list[Fault] = []
        self._clones = documents - SMALLEST
        self._templates = Templates(open_project(ROOT))
        self._cloning = Cloning(self._templates, seed)
        self._counts: dict[str, Counter[str]] = {}
        self._rng = random.Random(f"{seed}/faults")
        often = round(faults * self._clones)
        self._faulty = {kind: {*self._rng.sample(range(self._clones), often)} for kind in KINDS}
        self._groups: dict[int, Group] = {}
        self._new: dict[str, dict[str, str]] = {name: {} for name in (*FILES, "indicators")}

    def write(self, *, derived: bool = True) -> None:
        """Write the project, and its summaries if they are `derived`.

        Raises:
            FileExistsError: The folder has files.
            OSError: It cannot be written.
        """
        if self.folder.exists() and any(self.folder.iterdir()):
            raise FileExistsError(f"{self.folder} is not empty")
        left_out = shutil.ignore_patterns("coding", "derived")
        for name in FOLDERS:
            shutil.copytree(ROOT / name, self.folder / name, ignore=left_out)
        shutil.copy(ROOT / "CITATION.cff", self.folder)
        project = Project(self.folder)
        with (self.folder / "seals").open("w+", encoding="utf-8", newline="") as spool:
            places = dict(self._documents(project, spool))
            self._shared(project)
            for path in project.stated_files:
                home = path.relative_to(self.folder).with_suffix("").as_posix()
                if home not in places:
                    file = read(path)
                    places[home] = self._sealed(file, spool)
                    self._count(file)
            self._seals(project, spool, places)
        (self.folder / "seals").unlink()
        self._expected(project)
        if len(self.faults) > 0:
            lines = ["file,kind,record,check\n", *map(row, sorted(self.faults))]
            (self.folder / "faults.csv").write_text("".join(lines), encoding="utf-8", newline="")
        project.summaries.parent.mkdir()
        if derived:
            stated = (triple for path in project.stated_files for triple in read(path).triples)
            project.summaries.write_text(summaries(stated, project), encoding="utf-8", newline="")

    def _documents(self, project: Project, spool: TextIO) -> Iterator[tuple[str, tuple[int, int]]]:
        """Write the clones, and yield the place of the seals of each in the spool."""
        templates = self._templates.documents
        for number in range(self._clones):
            turn, at = divmod(number, len(templates))
            group = self._group(turn % self._cloning.groups)
            brings = isqrt(NEW_INDICATORS * (turn + 1)) > isqrt(NEW_INDICATORS * turn)
            document = templates[at]
            own = [each for each in document.indicators if not self._templates.is_of_region(each)]
            own = own[turn % len(own) :][: 1 if brings and at == turn % len(templates) else 0]
            for cited in (
                *self._cloning.cited(document, group),
                self._cloning.reference(number, document, group),
            ):
                yield self._written(cited.name, cited.text, project.root / "data/reference", spool)
            clone = self._cloning.clone(document, group, number, own)
            for file, records in self._cloning.records_for(group, [document]).items():
                self._new[file] |= records
            self._new["indicators"] |= clone.indicators
            text = clone.text
            for kind in KINDS:
                if number in self._faulty[kind]:
                    text = self._planted(text, clone.name, kind)
            yield self._written(clone.name, text, project.root / "data/documents", spool)

    def _written(self, name: str, text: str, folder: Path, spool: TextIO) -> tuple[str, tuple[int, int]]:
        """Write a document, and return its path with the place of its seals in the spool."""
        file = _canonical(text, folder / f"{name}.ttl")
        file.path.write_text(file.text, encoding="utf-8", newline="")
        self._count(file)
        return f"data/{folder.name}/{name}", self._sealed(file, spool)

    def _planted(self, text: str, name: str, kind: Kind) -> str:
        text, faults = plant(text, name, kind, self._rng)
        self.faults += faults
        return text

    def _group(self, number: int) -> Group:
        if number not in self._groups:
            self._groups[number] = self._cloning.group(number)
        return self._groups[number]

    def _shared(self, project: Project) -> None:
        """Add the new records to the files of shared entities and to the indicators."""
        for name, records in self._new.items():
            path = project.root / "data" / f"{name}.ttl"
            if name == "indicators":
                path = project.root / "ontology/vocabularies/indicators.ttl"
            if len(records) > 0:
                path.write_text(_merged(path.read_text(encoding="utf-8"), records, path), encoding="utf-8")

    def _count(self, file: TurtleFile) -> None:
        types = [
            triple.object.value.removeprefix(QS)
            for triple in file.triples
            if triple.predicate.value == RDF_TYPE and str(triple.object).startswith(f"<{QS}")
        ]
        tables = ["graph", *([file.path.stem] if file.path.parent.name == "documents" else [])]
        for table in tables:
            self._counts.setdefault(table, Counter()).update(types)

    def _sealed(self, file: TurtleFile, spool: TextIO) -> tuple[int, int]:
        """Write the seals of a file to the spool, and return where they begin and how many there are."""
        home = file.path.relative_to(self.folder).as_posix()
        begin = spool.tell()
        found = sorted((record.removeprefix(BASE), seal) for record, seal in seals_of(file).items())
        spool.writelines(f"{home},{record},{seal},automated,curators,2026-11-30\n" for record, seal in found)
        return begin, len(found)

    def _seals(self, project: Project, spool: TextIO, places: dict[str, tuple[int, int]]) -> None:
        """Write the table of seals in the order of the files."""
        with project.seals.open("w", encoding="utf-8", newline="") as table:
            table.write("file,record,seal,kind,reviewer,date\n")
            for _, (begin, lines) in sorted(places.items()):
                spool.seek(begin)
                table.writelines(spool.readline() for _ in range(lines))

    def _expected(self, project: Project) -> None:
        """Declare the number of records of each class."""
        with project.expected.open("w", encoding="utf-8", newline="") as table:
            graph = self._counts.pop("graph")
            for name, counts in (("graph", graph), *sorted(self._counts.items())):
                table.write(
                    f"[{name}]\n" + "".join(f"{key} = {counts[key]}\n" for key in sorted(counts)) + "\n"
                )


def _canonical(text: str, path: Path) -> TurtleFile:
    file = parse(text, path)
    return parse(canonical_form(file.triples, own=file.own, header=file.header), path)


def _merged(text: str, records: dict[str, str], path: Path) -> str:
    """Return a file of records with more of them, in canonical form: each is formatted by itself."""
    found = _PREFIXES.search(text)
    prefixes = found[0] if found is not None else ""
    own = dict(records_in(text))
    for record in records.values():
        formatted = canonical_form(parse(f"{prefixes}\n{record}\n", path).triples)
        own |= dict(records_in(formatted))
    parts, before = [], None
    for name in sorted(own, key=lambda name: expand(name) or name):
        row = own[name].split(" ")[2] if "\n" not in own[name] else None
        parts.append(("\n" if row is not None and row == before else "\n\n") + own[name])
        before = row
    return prefixes.rstrip("\n") + "\n" + "".join(parts).removeprefix("\n") + "\n"


def main() -> None:
    """Write the project that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a project of clones of the real documents.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--documents", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.0, help="share of clones with each fault")
    parser.add_argument("--no-summaries", action="store_true")
    given = parser.parse_args()
    corpus = Corpus(given.folder, given.documents, given.seed, given.faults)
    corpus.write(derived=not given.no_summaries)
    print(f"{given.documents} documents in {given.folder}, {len(corpus.faults)} findings planted")


if __name__ == "__main__":
    main()
