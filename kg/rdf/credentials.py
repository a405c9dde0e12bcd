"""The user name and password, or the token, of a SPARQL server; no output and no error shows them.

They are in the environment (`KG_ENDPOINT_TOKEN`, or `KG_ENDPOINT_USER` and `KG_ENDPOINT_PASSWORD`) or in the
netrc file, never in the URL: that is in the history of the shell and in the list of processes.
"""

from __future__ import annotations

import base64
import netrc
import os
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from kg.errors import KgError

USER: Final = "KG_ENDPOINT_USER"
PASSWORD: Final = "KG_ENDPOINT_PASSWORD"
TOKEN: Final = "KG_ENDPOINT_TOKEN"

_LOGIN: Final = re.compile(r"^((?:[^/?#]*:)?//)?[^/?#]*@")


@dataclass(frozen=True)
class Credentials:
    """The credentials for one server.

    Attributes:
        origin: The scheme, host, and port that they are for.
        header: The value of the header `Authorization`; empty if there are none.
        secrets: The texts that no message may show.
    """

    origin: tuple[str, str, int | None]
    header: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, url: str) -> Credentials:
        """Return the credentials for the server of a URL.

        Raises:
            KgError: It is not an http or https URL, or has a user name; or the netrc file or the token is
                invalid.
        """
        server = origin(url)
        if server is None:
            raise KgError("--endpoint takes an http or https URL, not {endpoint!r}", endpoint=hidden(url))
        if "@" in urlsplit(url).netloc:
            raise KgError(
                "{endpoint}: a URL must not have a user name or password; set KG_ENDPOINT_USER and "
                "KG_ENDPOINT_PASSWORD",
                endpoint=hidden(url),
            )
        token = os.environ.get(TOKEN, "").strip()
        if token != "":
            if re.fullmatch(r"[!-~]+", token) is None:
                raise KgError("{variable} has a character that HTTP does not allow", variable=TOKEN)
            return cls(server, f"Bearer {token}", (token,))
        login = (os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))
        user, password = login if login[0] != "" else _in_netrc(server[1])
        if user == "":
            return cls(server)
        encoded = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        return cls(server, f"Basic {encoded}", (encoded, password))

    def headers(self, url: str) -> dict[str, str]:
        """Return the header with the credentials for a request to `url`; none for another server."""
        return {"Authorization": self.header} if self.header != "" and origin(url) == self.origin else {}

    def masked(self, text: str) -> str:
        """Return a text of a server or library with `***` for each secret."""
        for secret in filter(None, self.secrets):
            text = text.replace(secret, "***")
        return text


def origin(url: str) -> tuple[str, str, int | None] | None:
    """Return the scheme, host, and port of an http or https URL; None for any other text."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.hostname is None or not url.isprintable() or " " in url:
        return None
    return parts.scheme, parts.hostname, port if port is not None else 443 if parts.scheme == "https" else 80


def hidden(url: str) -> str:
    """Return a URL as messages show it: without user name, password, and query, which may have a key."""
    return _LOGIN.sub(r"\1***@", url).partition("?")[0]


def _in_netrc(host: str) -> tuple[str, str]:
    """Return the user name and password for a host in the netrc file, empty if it has none.

    Raises:
        KgError: The file is invalid; its text is not shown.
    """
    try:
        found = netrc.netrc(os.environ.get("NETRC") or None).authenticators(host)
    except FileNotFoundError:
        return "", ""
    except netrc.NetrcParseError as error:
        raise KgError("the netrc file is invalid at line {number}", number=error.lineno) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KgError("the netrc file cannot be read: {reason}", reason=type(error).__name__) from None
    return (found[0] or "", found[2] or "") if found is not None else ("", "")
