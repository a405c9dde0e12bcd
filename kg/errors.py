"""The errors of the package, each with its facts, its fix, and one line in either language.

Every error that the package raises on purpose is a `KgError`. An error has its facts as attributes, and its
text is a single line: where, what is wrong, and how to fix it. The line is written in English where the error
is raised; its translations are in the catalogs of `kg.words`. The command line prints it and exits with 2; it
never shows a traceback for a `KgError`.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kg.words import Noun, Phrase, either, said, visible

LONGEST_REASON = 300
"""The maximum length of the text of a foreign error in a message."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, ignoring case, or None if none is similar.

    Similar means a difflib ratio of 0.6 or more, or of 0.5 for a Chinese name of two characters, of which one
    may be wrong. Of several equally similar names, the first in order is returned.
    """
    matcher = difflib.SequenceMatcher(b=name.casefold())
    best, bar = None, 0.5 if len(name) == 2 and not name.isascii() else 0.6
    for each in sorted(known):
        matcher.set_seq1(each.casefold())
        # The two quick ratios are upper bounds, so the slow one is not needed for most names.
        if matcher.real_quick_ratio() >= bar and matcher.quick_ratio() >= bar:
            ratio = matcher.ratio()
            if ratio > bar or (best is None and ratio == bar):
                best, bar = each, ratio
    return best


class KgError(Exception):
    """The base of all errors of this package.

    Attributes:
        text: What is wrong and how to fix it.
        path: The file with the error, if there is one.
        line: The 1-based line in that file, if it is known.
    """

    def __init__(
        self, message: str, /, *, path: Path | None = None, line: int | None = None, **facts: object
    ) -> None:
        """Set what is wrong; `message` and `facts` are those of `kg.words.Phrase`."""
        super().__init__(message)
        self.text = Phrase(message, **facts)
        self.path = path
        self.line = line

    def message(self, lang: str) -> str:
        """Return the one line to print, in `lang` (`en` or `zh`), with file and line first if known."""
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        return visible(place + " ".join(said(self.text, lang).split()))

    def __str__(self) -> str:
        return self.message("en")

    def __reduce__(self) -> tuple[Callable[..., KgError], tuple[object, ...]]:
        return _copied, (type(self), self.args, vars(self))


def _copied(kind: type[KgError], args: tuple[object, ...], facts: Mapping[str, object]) -> KgError:
    """Return an error that another process raised."""
    error = kind.__new__(kind, *args)
    vars(error).update(facts)
    return error


class MissingFile(KgError):
    """A file or folder that was named does not exist or cannot be read."""

    def __init__(self, path: Path, reason: str = "there is no such file", /, **facts: object) -> None:
        super().__init__(
            "cannot read it: {reason}; check the path", path=path, reason=Phrase(reason, **facts)
        )

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> MissingFile:
        """Return the error for an error of the operating system about `path`."""
        if isinstance(error, FileNotFoundError):
            return MissingFile(path)
        if isinstance(error, IsADirectoryError):
            return MissingFile(path, "it is a folder")
        if isinstance(error, PermissionError):
            return MissingFile(path, "permission is denied")
        reason = (error.strerror or str(error)).lower()
        return MissingFile(path, "{reason} (system error {number})", number=error.errno, reason=reason)


class NotWritten(KgError):
    """An output could not be written; an earlier file is unchanged."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            "not written: {cause}; the old content, if any, is unchanged", path=path, cause=cause
        )

    @classmethod
    def because(cls, path: Path, error: OSError | RuntimeError) -> NotWritten:
        """Return the error for an error of the operating system, or of a loop of links."""
        reason = error.strerror if isinstance(error, OSError) else None
        return NotWritten(path, reason or str(error))


class SyntaxFault(KgError):
    """A Turtle, SPARQL, TOML or YAML text that does not parse; a parser gives the detail in English."""

    def __init__(self, path: Path, line: int | None, detail: Phrase | str, kind: Noun | str) -> None:
        super().__init__("not valid {kind}: {detail}", path=path, line=line, kind=kind, detail=detail)


class UnknownName(KgError):
    """An unknown name: of a query, a parameter, a format, a class, or a concept.

    The nearest of the known names is suggested, unless `like` is given.
    """

    def __init__(
        self,
        what: Noun,
        name: str,
        known: Iterable[str],
        *,
        path: Path | None = None,
        like: str | None = None,
    ) -> None:
        names = sorted(known)
        self.name = name
        self.nearest = like if like is not None else nearest(name, names)
        if self.nearest is not None:
            cure = Phrase("did you mean {nearest}?", nearest=self.nearest)
        elif 0 < len(names) <= 12:
            cure = Phrase("known: {names}", names=names)
        else:
            cure = Phrase("no similar name is known")
        super().__init__("unknown {what} {name!r}; {cure}", path=path, what=what, name=name, cure=cure)


class AmbiguousName(KgError):
    """A name that several things have."""

    def __init__(self, parameter: str, name: str, candidates: Iterable[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(
            "the {parameter} {name!r} is ambiguous: {candidates}; name one of these",
            parameter=parameter,
            name=name,
            candidates=either(self.candidates),
        )


class WrongValue(KgError):
    """A parameter or option whose value is not of the required type or class.

    The message has places for `name` and `value`.
    """

    def __init__(
        self, name: str, value: str, message: str = "{name} takes {wanted}, not {value!r}", **facts: object
    ) -> None:
        self.name = name
        self.value = value
        super().__init__(message, path=None, line=None, name=name, value=value, **facts)


class WrongSource(KgError):
    """A source text that is not the one that was coded."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(
            "its sha256 is {found}…, but the file with {expected}… was coded; "
            "restore the original file, or code the new one as a separate source",
            path=path,
            found=found[:12],
            expected=expected[:12],
        )


PARQUET = '"quality-strategy[parquet]"'
"""The argument of `pip install` for pyarrow, which is too large for the default installation."""


class MissingLibrary(KgError):
    """An optional library is not installed.

    Args:
        library: The missing library.
        install: The argument of `pip install`.
    """

    def __init__(self, library: str, install: str) -> None:
        self.library = library
        super().__init__(
            "{library} is not installed; run: pip install {install}", library=library, install=install
        )


class Note(UserWarning):
    """A warning about an output that was written."""

    def __init__(self, message: str, /, **facts: object) -> None:
        """Set the text; `message` and `facts` are those of `kg.words.Phrase`."""
        super().__init__(message)
        self.text = Phrase(message, **facts)

    def message(self, lang: str) -> str:
        """Return the one line to print, in `lang` (`en` or `zh`)."""
        return visible(said(self.text, lang))

    def __str__(self) -> str:
        return self.message("en")


class NoAnswer(KgError):
    """A SPARQL engine or endpoint that did not answer."""


class SystemFault(KgError):
    """An error of the operating system that no module expected."""

    def __init__(self, error: OSError) -> None:
        path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
        super().__init__("system error: {reason}", path=path, reason=error.strerror or str(error))


class Unexpected(KgError):
    """An error of the program itself, which the user did not cause."""

    def __init__(self, error: Exception) -> None:
        kind, text = type(error).__name__, " ".join(str(error).split())
        super().__init__(
            "unexpected error: {kind}: {text}; please report it in the issue tracker of the project, "
            "with the traceback that KG_DEBUG=1 shows",
            kind=kind,
            text=text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…",
        )
