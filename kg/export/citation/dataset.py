"""The citation of the graph itself, from `CITATION.cff`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import SyntaxFault
from kg.files import read_text
from kg.words import Phrase


@dataclass(frozen=True)
class DataSet:
    """The data set that a CITATION.cff (https://citation-file-format.github.io/) describes.

    Attributes:
        title: The title.
        authors: The authors, each as an organization's name or as `family name, given names`.
        version: The version, "" if none is named.
        doi: The DOI, "" if none is named.
        url: The URL, "" if none is named.
    """

    title: str
    authors: tuple[str, ...]
    version: str = ""
    doi: str = ""
    url: str = ""

    @property
    def line(self) -> str:
        """The citation in one line."""
        version = f"Version {self.version}" if self.version != "" else ""
        parts = ("; ".join(self.authors), self.title, version, self.doi, self.url)
        return ". ".join(filter(None, parts)) + "."


def data_set_of(path: Path) -> DataSet | None:
    """Return the data set that the file at `path` describes; None if there is no such file.

    Raises:
        SyntaxFault: The file is not YAML, or names no authors or title.
    """
    import yaml  # noqa: PLC0415  (few commands need it)

    if not path.is_file():
        return None
    try:
        said = yaml.safe_load(read_text(path))
        authors = tuple(
            each.get("name") or f"{each['family-names']}, {each['given-names']}" for each in said["authors"]
        )
        version, doi, url = (str(said.get(key, "")) for key in ("version", "doi", "url"))
        return DataSet(str(said["title"]), authors, version, doi, url)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise SyntaxFault(path, None, Phrase("it must name authors and a title"), "CITATION.cff") from error
