"""One page of each kind that the site has."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "home": "",
    "lists of records": "records/",
    "list of a class": "records/target/",
    "province": "region/guizhou/",
    "city": "region/guiyang/",
    "measure": "measure/chief-quality-officer/",
    "indicator": "indicator/food-sampling-pass-rate/",
    "quoted claim": "source/guizhou-2023-status-report/observation-registered-trademarks-2023/",
    "cited claim": "eli/anhui-2008-competitiveness-report/"
    "observation-manufacturing-quality-competitiveness-index-2008/",
    "cited document": "eli/anhui-2008-competitiveness-report/",
    "plan": "eli/guizhou-2023-implementing-opinion/",
    "official source": "source/guizhou-2023-implementing-opinion/",
    "press source": "source/guangdong-2023-outline-press-conference/",
    "institution": "body/china-consumers-association/",
    "concept scheme": "scheme/comparators/",
    "sector": "sector/agriculture/",
    "queries": "query/",
    "query": "query/target-cascade/",
    "analysis": "analysis/comparison/",
    "charts": "chart/",
    "chart": "chart/targets/",
    "ontology": "ontology/",
    "downloads": "downloads/",
    "compare": "compare/",
    "browse": "browse/",
    "basket": "basket/",
    "methods": "methods/",
}
"""The path of a page of each kind, in English."""
