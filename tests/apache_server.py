"""Apache with the redirects of `w3id/`, which w3id.org keeps in the `.htaccess` of a folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.oxigraph_server import listens

PROGRAM = shutil.which("apache2", path="/usr/sbin:/usr/bin")
MODULES = Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerRoot "{folder}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile pid
ErrorLog error.log
Mutex pthread
User nobody
Group nogroup
{modules}
DocumentRoot "{folder}"
<Directory "{folder}">
AllowOverride All
</Directory>
"""


@contextmanager
def serving_redirects(source: Path, folder: Path) -> Iterator[int]:
    """Serve a folder's `.htaccess` below `/quality-strategy/` of the loopback; yield the port.

    Args:
        source: The file.
        folder: An empty folder that any user may read, since Apache gives up the rights of root.
    """
    assert PROGRAM is not None
    (folder / "quality-strategy").mkdir()
    shutil.copy(source, folder / "quality-strategy" / ".htaccess")
    modules = "\n".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so"
        for name in ("mpm_prefork", "authz_core", "headers", "rewrite")
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "apache.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, modules=modules), "utf-8")
    with (folder / "log.txt").open("wb") as said:
        process = subprocess.Popen([PROGRAM, "-X", "-f", configuration], stdout=said, stderr=said)
    try:
        assert listens(process, port), (folder / "log.txt").read_text("utf-8")
        yield port
    finally:
        process.terminate()
        process.wait()
