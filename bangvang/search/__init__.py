"""Full-text search: the index is built here, and read in the reader's browser.

tokens   what search sees of a text          lexicon     abbreviations
names    strings by number                   concepts    the articles that speak of an abbreviation
spoken   texts as streams of numbers         parts       one block of documents, inverted
merged   the parts of a range together       tree        the files of a range, slice by slice
phrases  runs of syllables, as a trie        beginnings  a slice's phrases, in bounded memory
layout   how far it goes, how it is cut      files       how a file is sealed and named
query    what a reader types, read           twin        the slow, obvious search that judges the index
output   the whole index                     arrays      numbers as bytes
reading  years and days in words
"""

from __future__ import annotations

from bangvang.search.files import File
from bangvang.search.output import FOLDER, Beside, Plan, TreePlan, beside, build, finish, plan
from bangvang.search.parts import Block, Document, Entry, Said, invert
from bangvang.search.tree import SliceResult
from bangvang.search.twin import SORTS, Found, Seen, find

__all__ = [
    "FOLDER",
    "SORTS",
    "Beside",
    "Block",
    "Document",
    "Entry",
    "File",
    "Found",
    "Plan",
    "Said",
    "Seen",
    "SliceResult",
    "TreePlan",
    "beside",
    "build",
    "find",
    "finish",
    "invert",
    "plan",
]
