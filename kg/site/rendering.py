"""Fills the templates of the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kg.errors import MissingLibrary
from kg.rdf.namespaces import BASE, SCHEMA
from kg.site.page import CHINESE, TAGS, Page, View
from kg.words import LANGUAGES, Phrase, said, text, visible

SITE_EXTRA: Final = "quality-strategy[site]"
"""What installs the libraries of the site."""

_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"

_TEMPLATES: Final = Path(__file__).with_name("templates")

_TYPES: Final = (
    ("Attested", "Claim"),
    ("Region", "Place"),
    ("Source", "Article"),
    ("Document", "Legislation"),
    ("Agent", "Organization"),
)
"""The types of schema.org for the classes of the ontology."""


class Templates:
    """The templates of the pages."""

    def __init__(self) -> None:
        """Read the templates.

        Raises:
            MissingLibrary: jinja2 is not installed.
        """
        try:
            import jinja2  # noqa: PLC0415  (an extra)
        except ImportError as error:
            raise MissingLibrary("jinja2", SITE_EXTRA) from error
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            finalize=lambda value: visible(value) if type(value) is str else value,
        )

    def render(self, page: Page, view: View) -> str:
        """Return a page as HTML."""

        def say(template: str, **facts: object) -> str:
            return said(Phrase(template, **facts), view.lang)

        other = "zh" if view.lang == "en" else "en"
        # No text in it may end its element.
        linked_data = json.dumps(linked_data_of(page, view), ensure_ascii=False).replace("<", "\\u003c")

        languages = [
            (TAGS[each], BASE + (CHINESE if each == "zh" else "") + page.folder) for each in LANGUAGES
        ]
        template = self._environment.get_template(page.template)
        return template.render(
            _=say,
            view=view,
            title=view.say(page.title),
            tag=TAGS[view.lang],
            languages=languages,
            canonical=dict(languages)[TAGS[view.lang]],
            linked_data=linked_data,
            page=page,
            data=(page.iri or "").removeprefix(BASE),
            other_language=(CHINESE if view.lang == "en" else "") + page.folder,
            other_tag=TAGS[other],
            other_name=text("English", other, "own name of a language"),
            **page.content(view),
        )


def linked_data_of(page: Page, view: View) -> dict[str, object]:
    """Return what a page says about itself in the terms of schema.org, for search engines."""
    material, type_ = view.material, "WebPage"
    if page.iri is not None:
        of_class = [name for class_, name in _TYPES if material.is_a(page.iri, class_)]
        type_ = of_class[0] if len(of_class) > 0 else "DefinedTerm"
    found: dict[str, object] = {
        "@context": SCHEMA,
        "@type": type_,
        "@id": page.iri or BASE + view.home + page.folder,
        "name": view.say(page.title),
        "inLanguage": TAGS[view.lang],
    }
    if page.folder == "":
        found |= {"@type": "Dataset", "@id": BASE + "dataset", "url": BASE, "license": _LICENSE}
    return found
