"""Makes requests that a server must refuse, and some that it must only survive, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote

_LINE: Final = "Host: localhost\r\n"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Hostile(NamedTuple):
    """A request.

    Attributes:
        kind: What is wrong with it.
        content: Its bytes.
        refused: Whether an answer other than a 4xx would be wrong; else only a 5xx is.
    """

    kind: str
    content: bytes
    refused: bool


def get(target: str, more: str = "", method: str = "GET", version: str = "HTTP/1.1") -> bytes:
    """Return a request without a body."""
    return f"{method} {target} {version}\r\n{_LINE}{more}\r\n".encode("latin-1")


def post(body: bytes, kind: str = "application/sparql-query", more: str = "") -> bytes:
    """Return a request with a body."""
    head = (
        f"POST /sparql HTTP/1.1\r\n{_LINE}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    )
    return head.encode("latin-1") + body


def word(chance: random.Random, most: int = 12) -> str:
    """Return some letters."""
    return "".join(chance.choice(_UPPER) for _ in range(chance.randint(1, most)))


def traversal(chance: random.Random) -> bytes:
    """Leave the folder of the site."""
    pieces = (
        "..",
        "%2e%2e",
        ".%2E",
        "..%2f..",
        "..%5c..",
        "....",
        "%00",
        "%252e%252e",
        "..;",
        "region",
        "zh",
    )
    way = "/".join(chance.choice(pieces) for _ in range(chance.randint(1, 12)))
    end = chance.choice(("etc/passwd", "etc%2fpasswd", "data/seals.csv", "kg/__init__.py", "C:%5cboot.ini"))
    return get(f"/{way}/{end}")


def escape(chance: random.Random) -> bytes:
    """Write an escape that is none, or bytes that are not UTF-8."""
    bad = chance.choice(
        ("%", "%z", "%zz", "%g1", "%1", "%ff", "%c3%28", "%ed%a0%80", "%f8%88", "%00", "%0d%0aX:%201")
    )
    places = (f"/region/guizhou{bad}", f"/{word(chance)}{bad}", f"/zh/{bad}{word(chance)}/", f"/{bad * 50}")
    return get(chance.choice(places) + f"?{word(chance)}={bad}")


def parameter(chance: random.Random) -> bytes:
    """Send parameters that are not UTF-8, not a query, or too many."""
    return get(
        chance.choice(
            (
                f"/sparql?query=ASK%20{word(chance)}%{chance.randrange(0x80, 0xC0):x}",
                f"/sparql?query=%{word(chance)}%20%7B",
                "/sparql?query=" + "%28" * chance.randint(1, 5000),
                f"/sparql?query=ASK%20%7B%7D&{word(chance)}=1&query=ASK%20%7B%7D",
                "/sparql?" + "a=b&" * chance.randint(1001, 9000),
                f"/sparql?update={word(chance)}%20ALL",
                f"/sparql?query=ASK%20%7B%7D&default-graph-uri=%00{word(chance)}",
                f"/sparql?query=ASK%20%7B%7D&named-graph-uri=file%3A%2F%2F%2Fetc%2F{word(chance)}",
                "/sparql?query=" + quote(word(chance) + chance.choice(("{", "}", "ASK", "\0", "<"))),
            )
        )
    )


def method(chance: random.Random) -> bytes:
    """Use a method that no address has."""
    made = "".join(chance.choice(_UPPER + "-!#$%&'*+.^_`|~") for _ in range(chance.randint(3, 200)))
    known = chance.choice(
        ("PUT", "DELETE", "PATCH", "TRACE", "get", "Post", "PROPFIND", "MKCOL", "SEARCH", made)
    )
    target = chance.choice(("/", "/sparql", "/region/guizhou", "/healthz", f"/{word(chance)}"))
    return get(f"{target}?{word(chance)}", method=known)


def first_line(chance: random.Random) -> bytes:
    """Break the first line."""
    if chance.random() < 0.7:
        return bytes(chance.randrange(256) for _ in range(chance.randint(1, 300))) + b"\r\n\r\n"
    return chance.choice(
        (
            b"GET\r\n\r\n",
            b"GET /\r\n\r\n",
            b"GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
            b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET / HTTP/11\r\nHost: x\r\n\r\n",
            b"GET / http/1.1\r\nHost: x\r\n\r\n",
            b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /\xe8\xb4\xb5 HTTP/1.1\r\nHost: x\r\n\r\n",
            b"G\xffT / HTTP/1.1\r\nHost: x\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        )
    )


def header(chance: random.Random) -> bytes:
    """Break a header."""
    some = word(chance)
    return get(
        f"/?{some}",
        chance.choice(
            (
                f"{some} colon\r\n",
                f"{some} : x\r\n",
                ": x\r\n",
                f"{some}\0me: x\r\n",
                "name: x\0y\r\n",
                "n\xe4me: x\r\n",
                "name: x\ry\r\n",
                f"Content-Length: {some}\r\n",
                f"Content-Length: -{len(some)}\r\n",
                "Content-Length: 1e3\r\n",
                "Content-Length: 1\r\nContent-Length: 2\r\n",
                f"Content-Length: {'9' * chance.randint(30, 300)}\r\n",
                f"Transfer-Encoding: {some}\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
            )
        ),
    )


def huge(chance: random.Random) -> bytes:
    """Send a head that is too large."""
    size = chance.randint(80_000, 150_000)
    return chance.choice(
        (
            get("/" + "a" * size),
            get("/sparql?query=" + "a" * size),
            get("/", f"X: {'a' * size}\r\n"),
            get("/", f"{'a' * size}: x\r\n"),
            get("/", "".join(f"X-{number}: {'a' * 90}\r\n" for number in range(size // 100))),
            get("/", method="A" * size),
        )
    )


def body(chance: random.Random) -> bytes:
    """Send a body that is not a query in UTF-8."""
    noise = bytes(chance.randrange(256) for _ in range(chance.randint(1, 500)))
    kinds = (
        "text/plain",
        "application/json",
        "multipart/form-data",
        "a/b;",
        ";",
        "é",
        "application/sparql-update",
    )
    return chance.choice(
        (
            post(b"ASK { ?s ?p '\xff' }"),
            post(noise + b"\xff"),
            post(f"ASK {{}} # {word(chance)}".encode("utf-16")),
            post(b"ASK {} # " + noise, chance.choice(kinds)),
            post(noise, f"application/sparql-query; charset={chance.choice(('utf-16', 'x', 'gbk'))}"),
            post(noise, more=f"Content-Encoding: {chance.choice(('gzip', 'br', 'x', 'deflate'))}\r\n"),
            post(noise, "application/x-www-form-urlencoded"),
            post(b"query=%ff%fe&x=" + word(chance).encode(), "application/x-www-form-urlencoded"),
            post(b"update=CLEAR+" + word(chance).encode(), "application/x-www-form-urlencoded"),
            post(b"a=b&" * 2000, "application/x-www-form-urlencoded"),
            post(b"", chance.choice(("application/sparql-query", "application/x-www-form-urlencoded"))),
            post(b" " * 1_000_001),
        )
    )


def chunks(chance: random.Random) -> bytes:
    """Break the chunks of a body."""
    head = f"POST /sparql HTTP/1.1\r\n{_LINE}Content-Type: application/sparql-query\r\n"
    ends = (
        b"zz\r\nASK {}\r\n0\r\n\r\n",
        b"-1\r\n\r\n",
        word(chance).encode() + b"Z\r\nASK {}\r\n0\r\n\r\n",
        b"6\r\nASK {}" + word(chance, 40).encode() + b"\r\n0\r\n\r\n",
        b"ffffffffffffffffffffffff\r\n",
        b"3\r\nASK {}\r\n0\r\n\r\n",
    )
    return f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chance.choice(ends)


def no_query(chance: random.Random) -> bytes:
    """Send SPARQL that is broken, nested deeply, or goes elsewhere."""
    words = (
        "{",
        "(",
        "[",
        "?s",
        "<urn:a>",
        "'",
        '"',
        "FILTER",
        "UNION",
        ".",
        ";",
        "!",
        "||",
        "^^",
        "@zh",
        "\\u0000",
        "质",
    )
    deep = chance.choice("{([!-") * chance.randint(150, 200_000)
    return post(
        chance.choice(
            (
                "SELECT * { " + " ".join(chance.choice(words) for _ in range(chance.randint(1, 200))),
                f"SELECT * {{ {deep}",
                f"SELECT ({deep} AS ?x) {{}}",
                "ASK { FILTER(" + "1 + " * chance.randint(6000, 90_000) + "1) }",
                f"SELECT * {{ SERVICE <http://127.0.0.1:1/{word(chance)}> {{ ?s ?p ?o }} }}",
                f"SELECT * FROM <http://127.0.0.1:1/{word(chance)}> {{ ?s ?p ?o }}",
                "ASK { ?s " + "<urn:p>/" * chance.randint(6000, 9000) + "<urn:p> ?o }",
                "PREFIX " * chance.randint(1, 1000),
                f"INSERT DATA {{ <urn:{word(chance)}> <urn:b> <urn:c> }}",
                "".join(chr(chance.randrange(1, 0x2FF)) for _ in range(300)),
            )
        ).encode("utf-8", "replace")
    )


def accept(chance: random.Random) -> bytes:
    """Negotiate in a strange way."""
    pieces = (
        "text/html",
        "*/*",
        "q=",
        ";q=1",
        ";q=9",
        ",",
        ";",
        '"',
        "\\",
        "/",
        "text/",
        "=",
        "application/n-triples",
    )
    value = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 60)))
    name = chance.choice(("Accept", "Accept-Encoding", "If-None-Match", "Accept-Language", "Range", "Cookie"))
    target = chance.choice(("/region/guizhou", "/region/guizhou/", "/", "/sparql", "/unit/percent.nt"))
    return get(target, f"{name}: {value}\r\n")


def host(chance: random.Random) -> bytes:
    """Name a strange host."""
    value = chance.choice(("", "<>", "a b", "[", "x:y", "é", "{}", "a/b", "x" * 5000, "evil.example:99999"))
    value += word(chance)
    target = chance.choice(("/sparql", "/region/guizhou", "/zh"))
    return f"GET {target} HTTP/1.1\r\nHost: {value}\r\n\r\n".encode("latin-1")


def smuggled(chance: random.Random) -> bytes:
    """Send requests whose end is not clear, or several at once."""
    some = word(chance)
    return chance.choice(
        (
            post(b"ASK {}", more="Transfer-Encoding: chunked\r\n"),
            get("/", "Expect: 100-continue\r\n"),
            get(f"/?{some}", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n"),
            get("/", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"),
            get(f"http://evil.example/{some}"),
            get("*", method="OPTIONS"),
            get(f"{some}:443", method="CONNECT"),
            get("/") + get(f"/{some}") + b"\0",
            get("/sparql?query=ASK%20%7B%7D") * 3 + b"\xff\r\n\r\n",
        )
    )


def mutated(chance: random.Random) -> bytes:
    """Change bytes of a valid request."""
    valid = bytearray(
        chance.choice(
            (
                get("/region/guizhou", "Accept: text/turtle;q=0.5, */*;q=0.1\r\nAccept-Encoding: gzip\r\n"),
                get("/sparql?query=ASK%20%7B%7D"),
                post(b"SELECT ?s { ?s a qs:Province } LIMIT 3"),
                post(b"query=ASK+%7B%7D", "application/x-www-form-urlencoded"),
            )
        )
    )
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(valid))
        valid[at : at + chance.randint(0, 2)] = bytes([chance.randrange(256)])
    return bytes(valid)


REFUSED: Final[tuple[Callable[[random.Random], bytes], ...]] = (
    *(traversal, escape, parameter, method, first_line, header, huge, body, chunks, no_query),
)
SURVIVED: Final[tuple[Callable[[random.Random], bytes], ...]] = (accept, host, smuggled, mutated)


def hostile_requests(count: int, seed: int) -> list[Hostile]:
    """Return requests, as many of each kind."""
    chance = random.Random(seed)
    kinds = [*REFUSED, *SURVIVED]
    made = (kinds[number % len(kinds)] for number in range(count))
    return [Hostile(each.__name__, each(chance), each in REFUSED) for each in made]
