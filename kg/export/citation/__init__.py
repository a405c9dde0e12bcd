"""Citations of claims: the quotation and its source, and the data set, in each form."""

from kg.export.citation.claims import Citation, Quotation, Work, citations_of, cite
from kg.export.citation.dataset import DataSet, data_set_of
from kg.export.citation.forms import CITATION_FORMS, write_citation

__all__ = [
    "CITATION_FORMS",
    "Citation",
    "DataSet",
    "Quotation",
    "Work",
    "citations_of",
    "cite",
    "data_set_of",
    "write_citation",
]
