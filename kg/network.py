"""Projects the graph to networkx: the one place where statements become nodes and edges.

What a projection loses is said where it is made. `entity_network` keeps records and the object
properties between them; `kg.excerpt` chooses a part of it to look at.
The two-mode networks (`measure_network`, `indicator_network`, `role_network`) tie nodes of one mode to
nodes of another; `one_mode` ties those of one mode to each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.answers import plain, value_of
from kg.errors import KgError
from kg.namespaces import DCTERMS, OA, OWL, QS, RDFS, SKOS, shorten
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

_PREFIXES: Final = f"""
PREFIX dcterms: <{DCTERMS}>
PREFIX oa: <{OA}>
PREFIX owl: <{OWL}>
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
"""

_NODES: Final = f"""{_PREFIXES}
SELECT ?node ?class ?label
WHERE {{
  ?class a owl:Class FILTER(STRSTARTS(STR(?class), STR(qs:)))
  ?node a ?class ; rdfs:label|skos:prefLabel ?label .
}}
ORDER BY ?node ?class STR(?label)
"""

_EDGES: Final = f"""{_PREFIXES}
SELECT ?from ?property ?to
WHERE {{ ?property a owl:ObjectProperty . ?from ?property ?to . }}
ORDER BY ?from ?property ?to
"""

_FACTS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?node ?name ?value
WHERE {{
  {{
    VALUES (?property ?name) {{
      (qs:value "value") (qs:comparator "comparator") (qs:unit "unit")
      (qs:period "period") (qs:status "status")
    }}
    ?node ?property ?value .
  }} UNION {{
    ?node qs:evidence ?evidence . ?evidence oa:hasSource|qs:citedDocument ?value .
    BIND("source" AS ?name)
  }}
}}
ORDER BY ?node ?name STR(?value)
"""


def load_networkx() -> None:
    """Load networkx, which other functions then import at no cost.

    Raises:
        KgError: The environment variable NETWORKX_BACKEND_PRIORITY names a backend that is not installed.
    """
    try:
        import networkx as nx  # noqa: F401, PLC0415  (it takes long to load)
    except ValueError as error:
        raise KgError(
            f"networkx does not load ({error}); install the backend, or unset NETWORKX_BACKEND_PRIORITY",
            f"networkx 无法加载（{error}）；请安装该后端，或取消环境变量 NETWORKX_BACKEND_PRIORITY",
        ) from error


def entity_network(store: Store, lang: str = "en") -> nx.MultiDiGraph[str]:
    """Return the records of the graph as nodes and the object properties between them as edges.

    A node is the IRI of a record that has a label; its attributes are `label` (in `lang`), `label_en`,
    `label_zh` and `type`, the class that the record itself states as a prefixed name (`qs:Target`). Where the
    graph has them there are also `value` (a number), `comparator`, `unit`, `period`, `status` and `source`,
    the texts that a claim was read from or is cited from; several are separated by semicolons. An edge has
    the key and the attribute `property`, a prefixed name (`qs:realises`).

    Lost are: other literals (offsets, words), records without a label (quotations, sentences, non-values),
    which named graph a statement is in, superclasses, concept schemes, and the definitions of classes and
    properties.

    Args:
        store: What answers.
        lang: The language of `label`, `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (it takes long to load)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, class_, label in store.query(_NODES).rows:
        name = plain(node)
        if name not in network:
            network.add_node(name, label="", label_en="", label_zh="", type=shorten(plain(class_)))
        tag = getattr(label, "language", None) or ""
        for language in ("en", "zh"):
            if tag.split("-")[0] == language:
                network.nodes[name][f"label_{language}"] = plain(label)
    for _, facts in network.nodes(data=True):
        facts["label"] = facts[f"label_{lang}"]
    for claim, attribute, value in store.query(_FACTS).rows:
        if plain(claim) not in network:
            continue
        known, key = network.nodes[plain(claim)], plain(attribute)
        stated = shorten(value.value, "/") if isinstance(value, ox.NamedNode) else value_of(value)
        known[key] = f"{known[key]}; {stated}" if key in known else stated
    for row in store.query(_EDGES).rows:
        source, property_, target = map(plain, row)
        if source in network and target in network:
            name = shorten(property_)
            network.add_edge(source, target, key=name, property=name)
    return network


CODINGS: Final = ("plan", "source", "part", "none")
"""How far a region was coded, the furthest first; `queries/rules/coding-status.rq` says what each means."""

STAGES: Final = ("named", "planned", "under-way", "done")
"""How far a measure has come, the least first; `queries/rules/adoption-state.rq` says what each means."""

_REGIONS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?region ?class ?zh ?en ?coded
WHERE {{
  ?class a owl:Class ; rdfs:subClassOf* qs:Region FILTER(STRSTARTS(STR(?class), STR(qs:)))
  ?region a ?class ; rdfs:label ?zh, ?en .
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
  OPTIONAL {{ ?coding qs:codingOf ?region ; qs:codedTo ?coded }}
}}
ORDER BY ?region
"""

_MEASURES: Final = f"""{_PREFIXES}
SELECT ?measure ?level ?zh ?en ?broader
WHERE {{
  ?measure a qs:Measure ; qs:level ?level ; skos:prefLabel ?zh, ?en .
  OPTIONAL {{ ?measure skos:broader ?broader }}
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
}}
ORDER BY ?measure
"""

_ADOPTED: Final = f"""{_PREFIXES}
SELECT ?region ?measure ?state ?stage ?claims
WHERE {{
  ?adoption a qs:Adoption ; qs:adopter ?region ; qs:adopts ?measure ; qs:state ?state ;
    qs:claimCount ?claims .
  OPTIONAL {{ ?adoption qs:stage ?stage }}
}}
ORDER BY ?region ?measure
"""

_AIMED: Final = f"""{_PREFIXES}
SELECT DISTINCT ?region ?family ?zh ?en ?period ?unit ?comparator ?value
WHERE {{
  ?aim a qs:Aim ; qs:aimer ?region ; qs:family ?family ; qs:forPeriod ?period .
  ?family skos:prefLabel ?zh, ?en .
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
  OPTIONAL {{
    ?aim qs:setBy ?target .
    ?target qs:value ?value ; qs:unit ?unit ; qs:comparator ?comparator .
  }}
}}
ORDER BY ?region ?family ?period ?unit ?comparator ?value
"""

_PLAYED: Final = f"""{_PREFIXES}
SELECT DISTINCT ?body ?class ?body_zh ?body_en ?role ?action ?action_zh ?action_en ?task ?task_zh ?task_en
WHERE {{
  ?claim a qs:Role ; qs:agent ?body ; qs:roleKind ?role ; qs:playedIn ?action .
  ?body a ?class ; rdfs:label ?body_zh, ?body_en .
  ?class rdfs:subClassOf* qs:Organization .
  ?action qs:status ?status ; rdfs:label ?action_zh, ?action_en .
  FILTER(LANGMATCHES(LANG(?body_zh), "zh") && LANGMATCHES(LANG(?body_en), "en"))
  FILTER(LANGMATCHES(LANG(?action_zh), "zh") && LANGMATCHES(LANG(?action_en), "en"))
  OPTIONAL {{
    ?action qs:partOf+ ?task . ?task a qs:Task ; rdfs:label ?task_zh, ?task_en .
    MINUS {{
      SELECT DISTINCT ?action ?task
      WHERE {{ ?action qs:partOf+ ?nearer . ?nearer a qs:Task ; qs:partOf+ ?task }}
    }}
    FILTER(LANGMATCHES(LANG(?task_zh), "zh") && LANGMATCHES(LANG(?task_en), "en"))
  }}
}}
ORDER BY ?body ?class ?role ?action ?task
"""

_DOCUMENTS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?document ?class ?zh ?en ?coded
WHERE {{
  ?class rdfs:subClassOf* ?kind . VALUES ?kind {{ qs:Document qs:Source }}
  ?document a ?class ; rdfs:label ?zh, ?en .
  FILTER(STRSTARTS(STR(?class), STR(qs:)))
  FILTER(LANGMATCHES(LANG(?zh), "zh") && LANGMATCHES(LANG(?en), "en"))
  OPTIONAL {{ ?coding qs:codingOf ?document ; qs:codedTo ?coded }}
}}
ORDER BY ?document ?class
"""

DOCUMENT_READINGS: Final = ("whole", "report", "part", "none")
"""How far a document was coded, the furthest first; `queries/rules/document-coding.rq` says what it means."""

_LINEAGES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?from ?relation ?to
WHERE {{ ?claim a qs:Lineage ; qs:fromDocument ?from ; qs:relation ?relation ; qs:toDocument ?to }}
ORDER BY ?from ?relation ?to
"""


def measure_network(store: Store, level: str = "measure", stage: str = "named") -> nx.Graph[str]:
    """Return the two-mode network of regions and the measures that they have adopted.

    An edge stands where the summary of adoption (`qs:Adoption`) says `yes` and the stage reaches `stage`; its
    `weight` is the number of claims. A node has `mode` (`region` or `measure`), `label_en` and `label_zh`; a
    region also `type` (`qs:Province`), `reading`, one of `CODINGS`, and `other_form`, the measures on which
    it has claims that make no edge, sorted; a measure also `broader`, what it belongs to one level up the
    scheme (an area belongs to itself). All regions and all measures of the level are nodes, also without
    edges.

    Lost are: which claims there are, what they say, of what class, status and period they are, and in what
    order they stand; what is part of what (a task and the clauses under it each count); that a city lies
    within a province. A missing edge is no absence unless the region's `reading` makes it one and
    `other_form` does not name the measure.

    Args:
        store: What answers.
        level: `measure`, `theme` or `area`; a theme or an area has the claims of all that is narrower.
        stage: One of `STAGES`, the least that makes an edge.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.Graph[str] = nx.Graph()
    _add_regions(network, store)
    for row in store.query(_MEASURES).rows:
        measure, of_level, zh, en, broader = map(plain, row)
        if of_level == level:
            network.add_node(measure, mode="measure", label_en=en, label_zh=zh, broader=broader or measure)
    enough = STAGES[STAGES.index(stage) :]
    for row in store.query(_ADOPTED).rows:
        region, measure, state, reached, claims = map(plain, row)
        if measure not in network:
            continue
        if state == "yes" and reached in enough:
            network.add_edge(region, measure, weight=int(claims))
        else:
            network.nodes[region]["other_form"] += (measure,)
    return network


def indicator_network(store: Store) -> nx.Graph[str]:
    """Return the two-mode network of regions and the families of indicators that they have targets for.

    A family is a core indicator with all that are narrower. Nodes are as in `measure_network`, with the mode
    `indicator`, without `broader`; only families with a target are nodes, and `other_form` names those on
    which the region has claims but no target in the form of the indicator itself.
    The `weight` of an edge is the number of different targets (of other value, period, unit or comparator; a
    target said twice is one), and `values` is their (period, unit, value), sorted.

    Lost are: comparators, places and base periods, targets without a period, which wording of the family a
    region uses, and which source says so. A missing edge is no absence, as in `measure_network`.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.Graph[str] = nx.Graph()
    _add_regions(network, store)
    touched = []
    for row in store.query(_AIMED).rows:
        region, family, zh, en, period, unit, _, value = map(plain, row)
        if family not in network:
            network.add_node(family, mode="indicator", label_en=en, label_zh=zh)
        if value == "":
            touched.append((region, family))
            continue
        if not network.has_edge(region, family):
            network.add_edge(region, family, weight=0, values=())
        edge = network.edges[region, family]
        edge["weight"] += 1
        edge["values"] = tuple(sorted({*edge["values"], (period, unit, value_of(row[-1]))}))
    for region, family in dict.fromkeys(touched):  # a target for one period decides for the family
        if not network.has_edge(region, family):
            network.nodes[region]["other_form"] += (family,)
    return network


def role_network(store: Store, roles: Iterable[str] | None = None, grain: str = "clause") -> nx.Graph[str]:
    """Return the two-mode network of bodies and the actions that a text gives them a part in.

    A node has `mode` (`body` or `task`), `label_en` and `label_zh`. An edge has `roles`, the kinds of role
    sorted, as prefixed names (`role:leader`). Bodies are organisations, not persons.

    Lost are: roles in what is no action (issuer of a document, speaker at an event), the office that a person
    holds, the words, and the order of bodies in a sentence.

    Args:
        store: What answers.
        roles: The kinds of role that make an edge; None for all.
        grain: `clause` for each action by itself, or `task` to put the task that an action is part of in its
            place; an action that is part of none stands for itself.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    wanted = set(roles) if roles is not None else None
    network: nx.Graph[str] = nx.Graph()
    for row in store.query(_PLAYED).rows:
        body, _, body_zh, body_en, kind, *parts = map(plain, row)
        role = shorten(kind)
        if wanted is not None and role not in wanted:
            continue
        task, zh, en = parts[3:] if grain == "task" and parts[3] != "" else parts[:3]
        network.add_node(body, mode="body", label_en=body_en, label_zh=body_zh)
        network.add_node(task, mode="task", label_en=en, label_zh=zh)
        known = network.edges[body, task]["roles"] if network.has_edge(body, task) else ()
        network.add_edge(body, task, roles=tuple(sorted({*known, role})))
    return network


def document_network(store: Store) -> nx.MultiDiGraph[str]:
    """Return the documents and source texts as nodes and the ties between them that texts state as edges.

    A node has `label_en`, `label_zh`, `type` (`qs:Outline`) and `reading`, one of `DOCUMENT_READINGS`. An
    edge runs from the document that speaks to the one that it names; its key and its attribute `relation`
    are the kind of tie (`relation:implements`).

    Lost are: the words, the dates, who issued what, and that a source gives or reports on a document. A
    document whose own words nobody read has only the edges out that its title or another text states.
    """
    load_networkx()
    import networkx as nx  # noqa: PLC0415  (as above)

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in store.query(_DOCUMENTS).rows:
        document, class_, zh, en, coded = map(plain, row)
        network.add_node(document, label_en=en, label_zh=zh, type=shorten(class_), reading=coded or "none")
    for row in store.query(_LINEAGES).rows:
        source, kind, target = map(plain, row)
        network.add_edge(source, target, key=shorten(kind), relation=shorten(kind))
    return network


def one_mode(network: nx.Graph[str], nodes: Iterable[str], weight: str = "shared") -> nx.Graph[str]:
    """Return nodes of one mode of a two-mode network, with an edge between any two that share a neighbour.

    Lost are: what they share, and whether many share one thing or pairs share many. A thing that n nodes
    share makes n(n-1)/2 edges, so that what is common to all weighs most (Newman 2001, Physical Review E 64,
    016132).

    Args:
        network: A two-mode network.
        nodes: The nodes to keep.
        weight: What the edge's `weight` is: `shared`, the number of neighbours that both have, or `jaccard`,
            their share of the neighbours that either has.
    """
    import networkx as nx  # noqa: PLC0415  (as above)

    names = sorted(nodes)
    # networkx takes all nodes of the mode to be meant, and would let those that are left out in again.
    network = network.subgraph({*names, *(near for name in names for near in network[name])})
    if len(network) == len(names):
        found = nx.create_empty_copy(network)  # none has a neighbour, which networkx takes for a mistake
    elif weight == "jaccard":
        found = nx.bipartite.overlap_weighted_projected_graph(network, names)
    else:
        found = nx.bipartite.weighted_projected_graph(network, names)
    # networkx walks sets, so the order of its edges hangs on the hash seed, and algorithms would follow it.
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from((name, network.nodes[name]) for name in names)
    edges = ((*sorted((one, other)), facts["weight"]) for one, other, facts in found.edges(data=True))
    projected.add_weighted_edges_from(sorted(edges))
    return projected


def _add_regions(network: nx.Graph[str], store: Store) -> None:
    """Add all regions as nodes of the mode `region`, with nothing in another form; see `measure_network`."""
    for row in store.query(_REGIONS).rows:
        region, class_, zh, en, coded = map(plain, row)
        network.add_node(
            region,
            mode="region",
            label_en=en,
            label_zh=zh,
            type=shorten(class_),
            reading=coded or "none",
            other_form=(),
        )
