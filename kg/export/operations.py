"""Writes the canned queries as a folder that grlc (https://github.com/CLARIAH/grlc) serves as a web API.

grlc makes an operation of each `.rq` file: the `#+` lines give its summary, description, tags, defaults, and
choices (`enumerate`), and variables such as `?__region_iri` its parameters. A value replaces the variable as
text; two underscores mean that it is optional. Without a value, the variable stays in the query that grlc
sends, where `VALUES ?region { ?__region_iri }` would not be valid SPARQL. So a parameter's place is written
as

    { SELECT (?__region_iri AS ?region) { } }

This is one row without ?region if nothing binds the variable, like `VALUES ?region { UNDEF }`, and one row
with the value if grlc has inserted it. A default follows it in a COALESCE.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from kg.export.library import LIBRARY_TITLE, defaults_of, licence_of
from kg.project import Project
from kg.query.catalog import CannedQuery, read_query
from kg.query.parameters import Parameter
from kg.rdf.namespaces import XSD
from kg.words import Words

_KINDS: Final = {"iri": "iri", "integer": "integer", "decimal": "xsd_decimal", "string": "literal"}
"""The names of the types of parameters in grlc, at the end of its variables."""

_XSD: Final = f"PREFIX xsd: <{XSD}>"
"""A line that grlc puts before each SELECT, also those of subqueries, unless it is there already."""

SETTINGS: Final = "local-api-config.ini"
"""The file in which grlc looks for the title of a folder's API."""

_SETTINGS: Final = """\
[repo_info]
repo_title = {title}
api_description = {description}
licence_url = {licence}
"""
_DESCRIPTION: Final = Words.of("Questions to the knowledge graph of quality strategy.")
_HEADING: Final = Words.of("The query library as a web API")
_README: Final = Words.of(
    "Each `.rq` file is an operation of the API that grlc (https://github.com/CLARIAH/grlc) serves from this "
    "folder. Write the URL of a SPARQL server with the graph to a file `endpoint.txt` in this folder, or to "
    "grlc's settings as `sparql_endpoint`; without either, grlc queries its default server, which does not "
    "have this graph. Then let grlc read the folder as its `local_sparql_dir`. A parameter that is not given "
    "has its default, or no effect if it has none. Give an IRI in full, without brackets."
)
_ANY: Final = Words.of("any")
"""The text for a parameter without a default."""


def write_operations(project: Project) -> dict[str, bytes]:
    """Return the files by name: one per query, grlc's settings, and a page that says how to use them.

    Raises:
        SyntaxFault: The header of a query is not in order.
    """
    queries = [read_query(path) for path in project.queries]
    files = {f"{query.name}.rq": _operation(query) for query in queries}
    files[SETTINGS] = _SETTINGS.format(
        title=" ".join(LIBRARY_TITLE), description=" ".join(_DESCRIPTION), licence=licence_of(project)
    )
    files["README.md"] = "\n\n".join((f"# {' '.join(_HEADING)}", *_README)) + "\n"
    return {name: text.encode("utf-8") for name, text in files.items()}


def variable_of(parameter: Parameter) -> str:
    """Return the variable that grlc reads a parameter from: `?__nationalIndicator_iri`.

    An underscore would end the name there, so a name of several words is written in camel case.
    """
    return f"?__{_name(parameter)}_{_KINDS[parameter.type]}"


def _name(parameter: Parameter) -> str:
    return re.sub(r"_+(\w)", lambda found: found[1].upper(), parameter.name)


def _operation(query: CannedQuery) -> str:
    """Return the text of a query's file."""
    text = query.rewritten(_place)
    if any(each.type in ("integer", "decimal") for each in query.parameters.values()) and _XSD not in text:
        text = f"{_XSD}\n{text}"
    return "".join(f"#+ {line}\n" for line in _header(query)) + "\n" + text


def _place(parameter: Parameter) -> str:
    """Return the text for the place of a parameter; see the docstring of the module."""
    value, default = variable_of(parameter), parameter.default.strip()
    if default != "":
        value = f"COALESCE({value}, {default})"
    return f"{{ SELECT ({value} AS ?{parameter.name}) {{ }} }}"


def _header(query: CannedQuery) -> Iterator[str]:
    """Yield the lines of a header, in YAML; a text is written in JSON, which is valid YAML."""
    said = [query.description["en"].strip(), query.description["zh"].strip()]
    defaults = {}
    for parameter in query.parameters.values():
        wanted, default = ("IRI" if parameter.type == "iri" else parameter.type), " ".join(_ANY)
        for term in defaults_of(query, parameter):
            default = defaults[_name(parameter)] = term.value
        wanted = " | ".join(parameter.choices) or wanted
        said.append(f"- `{_name(parameter)}`: {parameter.en} {parameter.zh} ({wanted}; {default})")
    yield f"summary: {_quoted(query.title['en'] + ' ' + query.title['zh'])}"
    yield "description: " + _quoted("\n\n".join(said))
    yield "method: GET"
    yield "tags:"
    yield f"  - {query.theme}"
    if len(defaults) > 0:
        yield "defaults:"
        yield from (f"  - {name}: {_quoted(default)}" for name, default in defaults.items())
    chosen = [each for each in query.parameters.values() if len(each.choices) > 0]
    if len(chosen) > 0:
        yield "enumerate:"
        yield from (f"  - {_name(each)}: [{', '.join(map(_quoted, each.choices))}]" for each in chosen)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
