"""Citations of Vietnamese instruments in running text: find, parse, format, resolve. Pure text, no RDF.

>>> citation = parse("QĐ số 225/QĐ-TTg ngày 04/02/2016 của Thủ tướng Chính phủ")
>>> format(citation, lang="en")
'Decision No. 225/QĐ-TTg dated February 4, 2016 of Thủ tướng Chính phủ'
"""

from graph_build.citations.canonical import number_key
from graph_build.citations.format import format
from graph_build.citations.kinds import KINDS, Kind
from graph_build.citations.model import Citation, CitationError, to_dict
from graph_build.citations.parse import find, parse
from graph_build.citations.resolve import Index, Known, Resolution

__all__ = [
    "KINDS",
    "Citation",
    "CitationError",
    "Index",
    "Kind",
    "Known",
    "Resolution",
    "find",
    "format",
    "number_key",
    "parse",
    "to_dict",
]
