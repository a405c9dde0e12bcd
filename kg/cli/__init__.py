"""The command `kg`: parses arguments, prints, and sets the exit code. It decides nothing else.

One module per command. Exit codes: 0 means success; 1 a negative answer (violations, or no rows); 2 an
error. The answer goes to stdout, messages go to stderr.
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
from kg.cli.seal import seal
from kg.cli.speech import drop_stdout, take_any_text
from kg.cli.translation import lang_asked, speak
from kg.cli.validate import validate
from kg.errors import KgError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for _command in (validate, query, analyze, draw, cite, export, format_, seal):
    cli.add_command(_command)
cli.add_command(draw, "visualize")  # its name until the first release


def run() -> None:
    """Run the command line; turn every expected error into one line and exit code 2."""
    # A command runs for seconds and keeps nearly all its objects, so garbage collection is wasted time.
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
        drop_stdout()  # the process that reads stdout has ended (head, less)
        sys.exit(0)
