"""What can go wrong, each kind with its facts, its cure, and one line in either language.

Every error the package raises on purpose is a `KgError`. An error carries its facts as
attributes, and prints as a single line: where, what is wrong, and how to mend it. The command
line prints that line and exits with 2; it never shows a traceback for a `KgError`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, whatever the case, or None when none is close.

    Close is a difflib ratio of 0.6 or more; of 0.5 for a Chinese name of two characters, which may have one
    wrong. Of several that are as close, the first in order is returned.
    """
    matcher = difflib.SequenceMatcher(b=name.casefold())
    best, bar = None, 0.5 if len(name) == 2 and not name.isascii() else 0.6
    for each in sorted(known):
        matcher.set_seq1(each.casefold())
        # The two quick ratios are upper bounds: they spare the slow one for most names.
        if matcher.real_quick_ratio() >= bar and matcher.quick_ratio() >= bar:
            ratio = matcher.ratio()
            if ratio > bar or (best is None and ratio == bar):
                best, bar = each, ratio
    return best


class KgError(Exception):
    """The base of all errors of this package.

    Args:
        en: The message in English, one line, ending with the cure.
        zh: The same in simplified Chinese.
        path: The file at fault, if there is one.
        line: The 1-based line in that file, if it is known.
    """

    def __init__(self, en: str, zh: str, *, path: Path | None = None, line: int | None = None) -> None:
        self.en = en
        self.zh = zh
        self.path = path
        self.line = line
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Return the one line to print, in `lang` (`en` or `zh`), led by file and line if known."""
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        return place + " ".join((self.zh if lang == "zh" else self.en).split())


class MissingFile(KgError):
    """A file or folder that was named does not exist or cannot be read."""

    def __init__(
        self, path: Path, reason: str = "there is no such file", reason_zh: str = "没有此文件"
    ) -> None:
        super().__init__(
            f"cannot read it: {reason}; check the path",
            f"无法读取（{reason_zh}）；请检查路径",
            path=path,
        )

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> MissingFile:
        """Return the error for what the operating system said of `path`."""
        if isinstance(error, FileNotFoundError):
            return cls(path)
        if isinstance(error, IsADirectoryError):
            return cls(path, "it is a folder", "这是一个目录")
        if isinstance(error, PermissionError):
            return cls(path, "permission is denied", "没有读取权限")
        return cls(path, (error.strerror or str(error)).lower(), f"系统错误 {error.errno}")


class NotWritten(KgError):
    """An output could not be written; what stood there before is untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"not written: {reason}; the old content, if any, is untouched",
            f"未写入（{reason}）；原有内容未受影响",
            path=path,
        )


class SyntaxFault(KgError):
    """A Turtle, SPARQL or YAML text that does not parse."""

    def __init__(self, path: Path, line: int | None, detail: str, kind: str) -> None:
        super().__init__(
            f"not valid {kind}: {detail}",
            f"不是有效的 {kind}：{detail}",
            path=path,
            line=line,
        )


class UnknownName(KgError):
    """A name that nothing carries: a query, a parameter, a format, a class, a concept.

    The nearest of the known names is suggested, unless `like` says what to suggest.
    """

    def __init__(
        self,
        what_en: str,
        what_zh: str,
        name: str,
        known: Iterable[str],
        *,
        path: Path | None = None,
        line: int | None = None,
        like: str | None = None,
    ) -> None:
        names = sorted(known)
        self.name = name
        self.nearest = like if like is not None else nearest(name, names)
        if self.nearest is not None:
            cure_en, cure_zh = f"did you mean {self.nearest}?", f"您是否指 {self.nearest}？"
        elif 0 < len(names) <= 12:
            cure_en, cure_zh = "known: " + ", ".join(names), "可用：" + "、".join(names)
        else:
            cure_en, cure_zh = "no similar name is known", "没有相近的名称"
        super().__init__(
            f"unknown {what_en} {name!r}; {cure_en}",
            f"未知的{what_zh} {name!r}；{cure_zh}",
            path=path,
            line=line,
        )


class AmbiguousName(KgError):
    """A name that several things carry."""

    def __init__(self, what_en: str, what_zh: str, name: str, candidates: Iterable[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(
            f"the {what_en} {name!r} may mean {' or '.join(self.candidates)}; name one of these",
            f"{what_zh} {name!r} 可能指 {'、'.join(self.candidates)}；请写明其中之一",
        )


class WrongValue(KgError):
    """A parameter or option whose value is not of the type or the class that it takes.

    `en` and `zh` say more of the value than that it is not what is wanted.
    """

    def __init__(
        self, name: str, value: str, wanted_en: str, wanted_zh: str, *, en: str = "", zh: str = ""
    ) -> None:
        self.name = name
        self.value = value
        super().__init__(
            en or f"{name} takes {wanted_en}, not {value!r}",
            zh or f"{name} 需要{wanted_zh}，而不是 {value!r}",
        )


class WrongSource(KgError):
    """A source text that is not the one the graph was read from."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(
            f"its sha256 is {found[:12]}…, the graph was read from {expected[:12]}…; "
            "put back the file that was read, or read the new one as a source of its own",
            f"其 sha256 为 {found[:12]}…，而图谱读自 {expected[:12]}…；"
            "请恢复原文件，或将新文件作为新来源重新阅读",
            path=path,
        )


PARQUET = '"quality-strategy[parquet]"'
"""What to pass to `pip install` for pyarrow, which is too large for the default installation."""


class MissingLibrary(KgError):
    """A library that only some results need is not installed.

    Args:
        library: What is missing.
        install: What to pass to `pip install`.
    """

    def __init__(self, library: str, install: str) -> None:
        self.library = library
        super().__init__(
            f"{library} is not installed; run: pip install {install}",
            f"未安装 {library}；请运行：pip install {install}",
        )


class NoAnswer(KgError):
    """A SPARQL engine or endpoint that did not answer."""
