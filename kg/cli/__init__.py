"""The command `kg`: parses arguments, prints, and sets the exit code. It decides nothing else.

One module per command. Exit codes: 0 means success; 1 a negative answer (violations, or no rows); 2 invalid
input; 3 an error in the program; 130 interrupted. The answer goes to stdout, messages go to stderr.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from kg import __version__
from kg.cli.analyze import analyze
from kg.cli.build import build
from kg.cli.cite import cite
from kg.cli.draw import draw
from kg.cli.export import export
from kg.cli.format import format_
from kg.cli.publish import publish
from kg.cli.query import query
from kg.cli.seal import seal
from kg.cli.serve import serve
from kg.cli.speech import drop_stdout, say, take_any_text
from kg.cli.stopping import INTERRUPTED, Watch
from kg.cli.translation import lang_asked, speak
from kg.cli.validate import validate
from kg.errors import KgError, SystemFault, Unexpected


class _Group(click.Group):
    """A group whose commands succeed if the process that reads stdout has ended, such as `head` or `less`."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401  (as click has it)
    ) -> click.Context:
        """Parse the arguments, and show the help if requested."""
        with _readers():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        with _readers():
            return super().invoke(ctx)


@contextmanager
def _readers() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        drop_stdout()
        raise click.exceptions.Exit(0) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Query, analyze, draw, validate, and export the quality strategy knowledge graph.

    \b
    Examples:
      kg query targets-and-outcomes
      kg analyze likeness
      kg validate --sources texts/
      kg export -o graph.ttl

    To complete names of commands, queries, themes, and parameters with the Tab key, add a line to your shell:

    \b
      bash: eval "$(_KG_COMPLETE=bash_source kg)"   in ~/.bashrc
      zsh:  eval "$(_KG_COMPLETE=zsh_source kg)"    in ~/.zshrc
      fish: _KG_COMPLETE=fish_source kg | source    in ~/.config/fish/completions/kg.fish
    """


for _command in (validate, query, analyze, draw, cite, export, publish, serve, build, format_, seal):
    cli.add_command(_command)
cli.add_command(draw, "visualize")  # its name until the first release


def run() -> None:
    """Run the command line, and end the process with its exit code.

    An expected error is one line and exit code 2. So is an error of the operating system, such as a full
    disk. Any other error is a fault of the program, with exit code 3 and, if KG_DEBUG=1, its traceback.
    """
    # A command runs for seconds and keeps nearly all its objects, so garbage collection is wasted time.
    gc.set_threshold(200_000)
    take_any_text()
    lang = lang_asked()
    speak(cli, lang)
    try:
        with Watch():
            code = cli.main(standalone_mode=False)
    except click.Abort:
        sys.exit(INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        say(f"kg: {' '.join(error.format_message().split())}")
        sys.exit(2)
    except KgError as error:
        say(f"kg: {error.message(lang)}")
        sys.exit(2)
    except OSError as error:
        drop_stdout()  # it may be the one that failed
        say(f"kg: {SystemFault(error).message(lang)}")
        sys.exit(2)
    except Exception as error:  # noqa: BLE001  (the last resort, which hides nothing)
        if os.environ.get("KG_DEBUG", "") not in ("", "0"):
            import traceback  # noqa: PLC0415  (no other command needs it)

            traceback.print_exc()
        say(f"kg: {Unexpected(error).message(lang)}")
        sys.exit(3)
    sys.exit(code or 0)
