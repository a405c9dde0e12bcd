"""The citation of a claim: words, source and data set, as text, GB/T 7714, BibTeX, RIS, and CSL JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kg.errors import AmbiguousName, UnknownName, WrongValue
from kg.export.citation import CITATION_FORMS, Citation, DataSet, Quotation, Work, cite, write_citation
from kg.graph import Graph
from kg.project import Project
from kg.rdf.namespaces import BASE
from kg.rdf.store import EmbeddedStore

CLAIM = "source:guizhou-2023-status-report/observation-registered-trademarks-2023"
WORK = Work(
    BASE + "eli/source-a", {"en": "T", "zh": "题"}, {"en": "P", "zh": "社"}, "2024-04-18", "https://x/p"
)
MADE_UP = Citation(
    BASE + "source/a/target-1",
    {"en": "Label", "zh": "标签"},
    ((WORK, (Quotation("引語", 3, 5, "引语"),)),),
    DataSet("Graph", ("Curators",), "1.0", "10.1/x", "https://x/graph"),
)


@pytest.fixture(scope="module")
def cited(store: EmbeddedStore, project: Project) -> Citation:
    return cite(store, project, CLAIM)


@pytest.mark.parametrize(
    "name", [CLAIM, CLAIM.replace("source:", BASE + "source/"), "至2023年全省商标注册量50.38万件"]
)
def test_a_claim_is_cited_by_iri_prefixed_name_or_label(
    store: EmbeddedStore, project: Project, cited: Citation, name: str
) -> None:
    assert cite(store, project, name) == cited


def test_a_citation_has_words_offsets_source_and_data_set(cited: Citation) -> None:
    ((work, (quotation,)),) = cited.works
    assert (quotation.text, quotation.start, quotation.end) == ("商标注册50.38万件", 2578, 2589)
    assert work.publisher == {"en": "China Quality News", "zh": "中国质量新闻网"}
    assert work.date == "2024-04-18"
    assert work.address.startswith("https://www.cqn.com.cn/")
    assert cited.data_set is not None
    assert cited.data_set.title == "The knowledge graph of quality strategy"


def test_a_claim_of_a_document_without_text_has_no_quotation(store: EmbeddedStore, project: Project) -> None:
    name = "document:zhenjiang-2021-public-service-news/observation-public-service-satisfaction-2021"
    citation = cite(store, project, name)
    assert [quotations for _, quotations in citation.works] == [()]
    assert "cited without its text" in write_citation(citation, "text", "en")
    assert "未核对原文" in write_citation(citation, "text", "zh")


def test_every_quotation_of_a_claim_is_cited(store: EmbeddedStore, project: Project) -> None:
    citation = cite(store, project, "source:yunnan-2021-plan-press-conference/section-123-approach")
    assert [len(quotations) for _, quotations in citation.works] == [2]
    assert write_citation(citation, "text", "en").count("(characters ") == 2


@pytest.mark.parametrize(
    ("name", "error"),
    [("source:none/target", UnknownName), ("region:guizhou", WrongValue), ("section-1-2", AmbiguousName)],
)
def test_a_record_that_is_not_a_claim_is_refused(
    store: EmbeddedStore, project: Project, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        cite(store, project, name)


def test_python_cites_as_the_command_does(store: EmbeddedStore, project: Project, cited: Citation) -> None:
    assert Graph(project, store).cite(CLAIM) == cited


def test_the_text_is_in_the_language() -> None:
    assert write_citation(MADE_UP, "text", "en") == (
        "Label\n"
        "“引語” [引语] (characters 3–5, counted from 0)\n"
        "T. P. 2024-04-18. https://x/p\n"
        f"Claim: {MADE_UP.claim}\n"
        "Data set: Curators. Graph. Version 1.0. 10.1/x. https://x/graph.\n"
    )
    assert write_citation(MADE_UP, "text", "zh") == (
        "标签\n"
        "“引語”（规范化：引语）（原文第 3–5 字符，从 0 起计）\n"
        "《题》。社。2024-04-18。https://x/p\n"
        f"主张：{MADE_UP.claim}\n"
        "数据集：Curators. 质量战略知识图谱（Graph）. Version 1.0. 10.1/x. https://x/graph.\n"
    )


def test_bibtex_has_an_entry_for_the_source_and_one_for_the_data_set() -> None:
    text = write_citation(MADE_UP, "bibtex", "en")
    assert re.findall(r"^@misc\{(.+),$", text, re.MULTILINE) == ["source-a", "quality-strategy"]
    assert text.count("@misc{") == 2
    for line in ("year = {2024}", "date = {2024-04-18}", "url = {https://x/p}", "doi = {10.1/x}"):
        assert f"  {line}" in text
    assert "“引語” [引语] (characters 3–5" in text


@pytest.mark.parametrize("title", ["50% & more", "a_b #1 $", "{brace", "back\\slash", "x^2 ~"])
def test_no_title_breaks_bibtex(title: str) -> None:
    work = replace(WORK, title={"en": title, "zh": title})
    text = write_citation(replace(MADE_UP, works=((work, ()),)), "bibtex", "en")
    bare = re.sub(r"\\[{}&%$#_]", "", text)
    assert bare.count("{") == bare.count("}")
    (line,) = re.findall(r"  title = \{\{(.*)\}\},\n  year", text)
    assert re.search(r"(?<!\\)[&%$#_]", line) is None


def test_csl_json_is_read_by_its_fields() -> None:
    source, data_set = json.loads(write_citation(MADE_UP, "csl-json", "zh"))
    assert (source["type"], source["title"], source["publisher"]) == ("webpage", "题", "社")
    assert source["issued"] == {"date-parts": [[2024, 4, 18]]}
    assert "引語" in source["note"]
    assert (data_set["type"], data_set["version"], data_set["DOI"]) == ("dataset", "1.0", "10.1/x")


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2018?", {"date-parts": [[2018]], "circa": True}),
        ("2009-12", {"date-parts": [[2009, 12]]}),
        ("", None),
    ],
)
def test_a_date_that_is_not_a_day_stays_what_it_is(date: str, issued: object) -> None:
    citation = replace(MADE_UP, works=((replace(WORK, date=date), ()),))
    assert json.loads(write_citation(citation, "csl-json", "en"))[0].get("issued") == issued


def test_ris_has_an_entry_for_the_source_and_one_for_the_data_set() -> None:
    assert write_citation(MADE_UP, "ris", "zh").splitlines() == [
        "TY  - ELEC",
        "AU  - 社",
        "TI  - 题",
        "PB  - 社",
        "PY  - 2024",
        "DA  - 2024/04/18/",
        "UR  - https://x/p",
        "LA  - zh-CN",
        f"N1  - “引語”（规范化：引语）（原文第 3–5 字符，从 0 起计）; 主张：标签 <{MADE_UP.claim}>",
        "ER  - ",
        "",
        "TY  - DATA",
        "AU  - Curators",
        "TI  - Graph",
        "ET  - 1.0",
        "DO  - 10.1/x",
        "UR  - https://x/graph",
        "ER  - ",
    ]


def test_every_line_of_ris_has_a_tag() -> None:
    broken = Quotation("一\n\r\n二\u2028TY  - BOOK", 3, 5)
    text = write_citation(replace(MADE_UP, works=((WORK, (broken,)),)), "ris", "en")
    lines = text.split("\n")
    assert [each for each in lines if re.fullmatch("[A-Z][A-Z0-9]  - .*", each) is None] == ["", ""]
    assert [each[6:] for each in lines if each.startswith("TY")] == ["ELEC", "DATA"]
    assert "“一 二 TY - BOOK”" in text


@pytest.mark.parametrize(
    ("date", "ris", "chinese"),
    [
        ("2024-04-18", "DA  - 2024/04/18/", "(2024-04-18)"),
        ("2009-12", "DA  - 2009/12//", "(2009-12)"),
        ("2018", "DA  - 2018///", "(2018)"),
        ("2018?", "DA  - 2018///", "[2018]"),
    ],
)
def test_a_date_is_as_exact_as_the_graph_says(date: str, ris: str, chinese: str) -> None:
    citation = replace(MADE_UP, works=((replace(WORK, date=date), ()),))
    assert ris in write_citation(citation, "ris", "en").splitlines()
    assert f"[EB/OL]. {chinese}. https://x/p\n" in write_citation(citation, "gbt7714", "en")


def test_gbt7714_has_author_title_code_date_and_address() -> None:
    assert write_citation(MADE_UP, "gbt7714", "zh") == (
        "社. 题[EB/OL]. (2024-04-18). https://x/p\n"
        "“引語”（规范化：引语）（原文第 3–5 字符，从 0 起计）\n"
        f"主张：{MADE_UP.claim}\n"
        "Curators. Graph: 1.0[DS/OL]. https://x/graph. DOI:10.1/x\n"
    )


def test_a_document_without_an_address_or_a_publisher_has_other_codes() -> None:
    work = replace(WORK, address="", publisher={"en": "", "zh": ""})
    citation = replace(MADE_UP, works=((work, ()),))
    assert write_citation(citation, "gbt7714", "en").startswith("T[Z]. 2024-04-18.\n")
    ris = write_citation(citation, "ris", "en")
    assert ris.startswith("TY  - GEN\nTI  - T\n")
    assert "UR  - https://x/p" not in ris


@pytest.mark.parametrize("form", CITATION_FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_project_that_does_not_say_how_it_is_cited_is_left_out(form: str, lang: str) -> None:
    text = write_citation(replace(MADE_UP, data_set=None), form, lang)
    assert "Curators" not in text
    assert "引語" in text
