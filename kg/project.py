"""The files of the project: ontology, shapes, queries, and data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, MissingFile, UnknownName
from kg.files import STDIN
from kg.rdf.namespaces import FAMILIES
from kg.words import Noun

FOLDERS = ("ontology", "shapes", "queries", "data")
"""The content folders; they are next to the code in the wheel, and next to `kg/` in a checkout."""


@dataclass(frozen=True)
class Project:
    """A folder with the four content folders."""

    root: Path

    @property
    def ontology(self) -> Path:
        """The file of the OWL ontology."""
        return self.root / "ontology" / "quality-strategy.ttl"

    @property
    def citation(self) -> Path:
        """How to cite the graph, in the Citation File Format (https://citation-file-format.github.io/)."""
        return self.root / "CITATION.cff"

    @property
    def expected(self) -> Path:
        """The declared numbers of records of each class."""
        return self.root / "data" / "expected.toml"

    @property
    def vocabularies(self) -> list[Path]:
        """The SKOS schemes, one file each."""
        return sorted((self.root / "ontology" / "vocabularies").glob("*.ttl"))

    @property
    def shapes(self) -> list[Path]:
        """The SHACL shapes, one file per class."""
        return sorted((self.root / "shapes").glob("*.ttl"))

    @property
    def queries(self) -> list[Path]:
        """The canned queries, including checks, without rules."""
        return sorted(path for path in (self.root / "queries").rglob("*.rq") if path.parent != self.rules)

    @property
    def checks(self) -> list[Path]:
        """The queries that return violations."""
        return sorted((self.root / "queries" / "checks").glob("*.rq"))

    @property
    def documents(self) -> list[Path]:
        """The curated sources, one file per source text."""
        return sorted((self.root / "data" / "documents").glob("*.ttl"))

    @property
    def references(self) -> list[Path]:
        """The documents that are cited without their text, one file each."""
        return sorted((self.root / "data" / "reference").glob("*.ttl"))

    @property
    def entities(self) -> list[Path]:
        """The data that sources share: regions, bodies, policies, named things."""
        return sorted((self.root / "data").glob("*.ttl"))

    @property
    def background(self) -> list[Path]:
        """The files that curated sources refer to: ontology, vocabularies, and entities."""
        return [self.ontology, *self.vocabularies, *self.entities]

    @property
    def stated_files(self) -> list[Path]:
        """Every file that is written by hand: background, cited documents, and sources."""
        return [*self.background, *self.references, *self.documents]

    @property
    def seals(self) -> Path:
        """The table of reviewed records."""
        return self.root / "data" / "seals.csv"

    @property
    def description(self) -> Path:
        """What the data set says about itself, for portals."""
        return self.root / "data" / "portal" / "dataset.ttl"

    @property
    def catalog(self) -> Path:
        """The catalog that portals harvest."""
        return self.root / "data" / "portal" / "catalog.ttl"

    @property
    def rules(self) -> Path:
        """The folder of the rules that derive summaries."""
        return self.root / "queries" / "rules"

    @property
    def summaries(self) -> Path:
        """The file of the summaries that the rules derive; `kg format` writes it."""
        return self.root / "data" / "derived" / "summaries.ttl"

    @property
    def graph_files(self) -> list[Path]:
        """Every file whose triples are in the graph: the stated ones, and the derived summaries."""
        return [*self.stated_files, *([self.summaries] if self.summaries.is_file() else [])]

    def files_of(self, graphs: Iterable[str]) -> list[Path]:
        """Return the files of the named graphs, in the order of `graph_files`.

        Args:
            graphs: Names of the graphs, which are file names without extension; none means all.

        Raises:
            UnknownName: A name is not a graph of the project.
        """
        files = {path.stem: path for path in self.graph_files}
        chosen = set(graphs)
        for name in sorted(chosen):
            if name not in files:
                raise UnknownName(Noun("graph"), name, files)
        return [path for stem, path in files.items() if len(chosen) == 0 or stem in chosen]

    @property
    def turtle_files(self) -> list[Path]:
        """Every Turtle file in the canonical form, the summaries last: they follow from the rest."""
        portal = [each for each in (self.description, self.catalog) if each.is_file()]
        return [*self.stated_files, *self.shapes, *portal, self.summaries]

    def shown(self, path: Path) -> Path:
        """Return `path` for display: relative to the working folder if it is inside it."""
        try:
            return path.resolve().relative_to(Path.cwd())
        except ValueError:
            return path


def open_project(root: Path | None = None) -> Project:
    """Find the project's files.

    Args:
        root: A checkout, or None for the files that came with the package: those in the wheel, or
            (for an editable install) those next to the package.

    Raises:
        MissingFile: `root` is not a folder.
        KgError: It does not have the four content folders.
    """
    package = Path(__file__).resolve().parent
    candidates = [root] if root is not None else [package / "_project", package.parent]
    for candidate in candidates:
        if all((candidate / folder).is_dir() for folder in FOLDERS):
            return Project(candidate)
    if root is not None and not root.is_dir():
        raise MissingFile(root, "there is no such folder")
    raise KgError(
        "one of the folders {folders} is missing; name a checkout with --root",
        path=candidates[-1],
        folders=FOLDERS,
    )


def graph_name(path: Path) -> str:
    """Return the IRI of the named graph that a file is: `graph/` and the file's name without extension."""
    return FAMILIES["graph"] + path.stem


def turtle_in(paths: list[Path]) -> Iterator[Path]:
    """Yield the Turtle files that `paths` name; a folder means all files below it.

    Raises:
        MissingFile: A path does not exist or cannot be read, or a folder has no Turtle files.
    """
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            if path != STDIN:
                raise MissingFile.from_os(path, error) from error
        if path.is_dir():
            files = sorted(path.rglob("*.ttl"))
            if len(files) == 0:
                raise MissingFile(path, "it contains no Turtle files")
            yield from files
        else:
            yield path
