"""A grammar for the XML files of networks: the attributes and the children of each element, in order.

It says in the project's own words what the schemas of GEXF and GraphML say of the elements in the files.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

VALUES: Mapping[str, str] = {
    "boolean": "true|false",
    "integer": "-?[0-9]+",
    "int": "-?[0-9]+",
    "long": "-?[0-9]+",
    "float": r"-?[0-9.]+([eE][+-]?[0-9]+)?",
    "double": r"-?[0-9.]+([eE][+-]?[0-9]+)?",
}
"""The forms of values by type; a string has any."""


@dataclass(frozen=True)
class Rule:
    """What an element may have.

    Attributes:
        required: The attributes that it must have, and the pattern of their values.
        optional: The attributes that it may have.
        children: The elements in it, in order; each may be missing.
        several: The elements (with `|` between them) that it may have after `children`, in any number.
    """

    required: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    children: tuple[str, ...] = ()
    several: str = ""


Rules = Mapping[str, Rule]


def faults(root: ET.Element, rules: Rules, spaces: Mapping[str, str]) -> list[str]:
    """Return what breaks the rules.

    Args:
        root: The outermost element.
        rules: The rules by name of element.
        spaces: The namespaces in braces, and the prefix that `rules` use for each.
    """
    found = []
    for element in root.iter():
        name = _name(element, spaces)
        rule = rules.get(name)
        if rule is None:
            found.append(f"{name}: unknown element")
            continue
        allowed = {**rule.required, **rule.optional}
        for attribute, value in element.attrib.items():
            if attribute not in allowed:
                found.append(f"{name}: has no attribute {attribute}")
            elif re.fullmatch(allowed[attribute], value, re.DOTALL) is None:
                found.append(f"{name}: {attribute} is {value!r}")
        found += [f"{name}: {each} is missing" for each in rule.required if each not in element.attrib]
        order = " ".join(_name(child, spaces) for child in element)
        expected = "".join(f"({re.escape(each)} )?" for each in rule.children)
        if rule.several != "":
            expected += f"(({rule.several}) )*"
        if re.fullmatch(expected, f"{order} " if order != "" else "") is None:
            found.append(f"{name}: its children are {order}")
    return found


def _name(element: ET.Element, spaces: Mapping[str, str]) -> str:
    """Return the name of an element with the prefix of its namespace."""
    for space, prefix in spaces.items():
        if element.tag.startswith(space):
            return prefix + element.tag.removeprefix(space)
    return element.tag
