"""The command `kg`: parses arguments, prints, sets the exit code. It decides nothing else.

A command a module. Exit codes: 0 is yes; 1 is no (violations, no rows where some are promised); 2 could
not answer. The answer goes to stdout, the talk to stderr.
"""

from __future__ import annotations

import gc
import sys

import click

from kg import __version__
from kg.cli.analyze import analyze
from kg.cli.cite import cite
from kg.cli.draw import draw
from kg.cli.export import export
from kg.cli.format import format_
from kg.cli.query import query
from kg.cli.speech import drop_stdout, take_any_text
from kg.cli.translation import lang_asked, speak
from kg.cli.validate import validate
from kg.errors import KgError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Ask, check and export the knowledge graph of quality strategy.

    \b
    Examples:
      kg query targets-and-outcomes
      kg analyze likeness
      kg validate --sources texts/
      kg export -o graph.ttl

    The Tab key completes names of commands, queries, themes and parameters once the shell knows how:

    \b
      bash: eval "$(_KG_COMPLETE=bash_source kg)"   in ~/.bashrc
      zsh:  eval "$(_KG_COMPLETE=zsh_source kg)"    in ~/.zshrc
      fish: _KG_COMPLETE=fish_source kg | source    in ~/.config/fish/completions/kg.fish
    """


for _command in (validate, query, analyze, draw, cite, export, format_):
    cli.add_command(_command)
cli.add_command(draw, "visualize")  # its name until the first release


def run() -> None:
    """Run the command line; turn every expected error into one line and exit code 2."""
    # A command lives for seconds and keeps nearly all that it makes: looking for garbage is wasted on it.
    gc.set_threshold(200_000)
    take_any_text()
    lang = lang_asked()
    speak(cli, lang)
    try:
        cli.main(standalone_mode=False)
    except KgError as error:
        click.echo(f"kg: {error.message(lang)}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"kg: {' '.join(error.format_message().split())}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        drop_stdout()  # the reader of the answer has gone (head, less)
        sys.exit(0)
