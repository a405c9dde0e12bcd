"""Lineage: the citation network of documents below the national outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.analysis.backend import BACKEND, computed_by
from kg.analysis.matrix import named
from kg.analysis.model import Analysis, Askable, Cell
from kg.errors import UnknownName
from kg.networks.documents import document_network
from kg.query.parameters import Parameter
from kg.rdf.namespaces import BASE, QS, shorten
from kg.words import Noun

if TYPE_CHECKING:
    import networkx as nx

TIES: Final[Mapping[str, tuple[str, ...]]] = {
    "stated": ("relation:based-on", "relation:implements"),
    "all": ("relation:based-on", "relation:counterpart", "relation:implements"),
}
"""The kinds of tie that are followed: those that a text states, or also those told by title and time."""

PLACES: Final = ("root", "beneath", "top", "beside", "untied")
"""Where a document stands, in the order of the rows."""


def lineage(
    graph: Askable, root: str = f"{BASE}eli/china-2023-outline", ties: str = "stated", backend: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a document: how deep beneath the root it stands, what it rests on, what names it.

    Formula:
        A document that implements or is based on another stands beneath it. depth is the number of ties on
        the shortest way up to the root. rests_on and carried_by are out-degree and in-degree by these ties;
        names and named_by by ties of every kind. Documents that reach each other form a cycle (a strongly
        connected component of more than one).

    Units:
        Numbers of ties and of documents.

    Caveat:
        Only what was read can speak: of a document whose own words nobody read no more ties are known than
        its title, or who cites it, tells, so read rests_on and names beside reading. To be named often is to
        be named often by the texts that were read. `counterpart` is told by title and time, by no text.

    Reference:
        Degrees as measures of standing in a network of texts: Fowler, J. H., Johnson, T. R., Spriggs, J. F.,
        Jeon, S., Wahlbeck, P. J. (2007). Network analysis and the law. Political Analysis 15, 324-346.

    Example:
        A city's plan implements the province's, which is based on the nation's; a report stands by itself.

        >>> import networkx as nx
        >>> tied = nx.DiGraph([("city", "province"), ("province", "nation")])
        >>> tied.add_node("report")
        >>> depths = nx.single_source_shortest_path_length(tied.reverse(), "nation")
        >>> [(place(tied, name, depths.get(name)), depths.get(name)) for name in tied]
        [('beneath', 2), ('beneath', 1), ('root', 0), ('untied', None)]

    Args:
        graph: What is asked.
        root: The IRI of the document from which documents descend.
        ties: `stated` or `all`; see `TIES`.
        backend: What computes; see `kg.analysis.backend`.

    Raises:
        UnknownName: There is no document `root`.
    """
    with computed_by(backend):
        import networkx as nx  # noqa: PLC0415  (it takes long to load)

        network = document_network(graph.store)
        if root not in network:
            raise UnknownName(Noun("document"), shorten(root), map(shorten, network))
        every = nx.DiGraph(network)
        tied: nx.DiGraph[str] = nx.DiGraph()
        tied.add_nodes_from(sorted(network))
        tied.add_edges_from(
            (one, other) for one, other, facts in network.edges(data=True) if facts["relation"] in TIES[ties]
        )
        depths = nx.single_source_shortest_path_length(tied.reverse(), root)
        cycles = {
            name: sorted(found)
            for found in nx.strongly_connected_components(tied)
            if len(found) > 1
            for name in found
        }
    places = {name: place(tied, name, depths.get(name)) for name in tied}
    for name in sorted(tied, key=lambda each: (PLACES.index(places[each]), depths.get(each, 0), each)):
        facts = network.nodes[name]
        yield (
            *named(network, name),
            facts["type"],
            facts["reading"],
            places[name],
            depths.get(name),
            tied.out_degree(name),
            tied.in_degree(name),
            every.out_degree(name),
            every.in_degree(name),
            ", ".join(shorten(other) for other in cycles.get(name, ()) if other != name),
        )


def place(tied: nx.DiGraph[str], name: str, depth: int | None) -> str:
    """Return where a document stands: `root`, `beneath`, `top`, `beside` or `untied`; see the columns.

    Args:
        tied: The edges, from the lower document to the upper.
        name: The document.
        depth: How many ties it is beneath the root; None if it is not.
    """
    if depth is not None:
        return "root" if depth == 0 else "beneath"
    if tied.out_degree(name) > 0:
        return "beside"
    return "top" if tied.in_degree(name) > 0 else "untied"


ANALYSIS = Analysis(
    name="lineage",
    title={
        "en": "Citation network below a national document",
        "zh": "国家文件以下的引文网络",
    },
    description={
        "en": (
            "For each document: depth is the length of the shortest path up to the root by the relations "
            "implements and based on. rests_on and carried_by are its out-degree and in-degree by these "
            "relations; names and named_by are its degrees by all relations. cycle lists the other "
            "documents of its strongly connected component, if any. place is root, beneath (a path leads to "
            "the root), beside (paths lead only to other documents), top (only incoming edges), or untied "
            "(no edges)."
        ),
        "zh": (
            "每份文件：depth 为沿“贯彻落实”“依据”关系上溯至根文件的最短步数；rests_on 与 carried_by 为此类"
            "关系的出度与入度，names 与 named_by 为各类关系的出度与入度；若与他文件互相依据成环，则列出。"
            "place：root（根）、beneath（可上溯至根）、beside（只上溯至其他文件）、top（为他文件所依据而自"
            "身无所依据）、untied（无此类关系）。"
        ),
    },
    caveat={
        "en": (
            "Only a coded text states relations. If reading is part or none, only relations from the title "
            "or from citing documents are known, so rests_on 0 means unknown. named_by counts only coded "
            "texts. -p ties all adds counterparts, which are inferred from title and date and not stated by "
            "any text."
        ),
        "zh": (
            "只有读过的文本才能说明依据：reading 为 part 或 none 的文件，所知关系仅限其标题或引用者所言，"
            "rests_on 为 0 只表示未知。named_by 只计已读文本。-p ties all 另计“对应”关系，该关系由标题和时间"
            "推断，并无文本言明。"
        ),
    },
    reference=(
        "Fowler, Johnson, Spriggs, Jeon, Wahlbeck (2007), Network analysis and the law, Political Analysis "
        "15, 324-346."
    ),
    parameters=(
        Parameter(
            "root",
            "iri",
            "the document at the root of the network",
            "级联的根文件",
            classes=(QS + "Document", QS + "Source"),
            default="document:china-2023-outline",
        ),
        Parameter(
            "ties",
            "string",
            "relations that texts state (implements, based on), or all, including counterparts",
            "仅计文本言明的关系（贯彻落实、依据），或一并计入“对应”",
            choices=tuple(TIES),
            default="stated",
        ),
        BACKEND,
    ),
    columns={
        "document": ("the document or source text", "文件或来源文本"),
        "label_zh": ("its Chinese label", "中文名称"),
        "label_en": ("its English label", "英文名称"),
        "type": ("its class", "类别"),
        "reading": (
            "coding status: whole, report (only a report on it), part, none",
            "阅读程度：whole 通读、report 仅读其报道、part 部分、none 未读",
        ),
        "place": ("root, beneath, beside, top or untied", "root、beneath、beside、top 或 untied"),
        "depth": (
            "length of the shortest path to the root; empty if there is none",
            "上溯至根的步数；不可达则为空",
        ),
        "rests_on": ("documents that it implements or is based on", "所落实或依据的文件数"),
        "carried_by": (
            "documents that implement it or are based on it",
            "落实或依据它的文件数",
        ),
        "names": ("documents that it cites in any way", "以任何方式提及的文件数"),
        "named_by": ("documents that cite it in any way", "以任何方式提及它的文件数"),
        "cycle": ("the other documents of its strongly connected component, if any", "与其成环的其他文件"),
    },
    compute=lineage,
)
