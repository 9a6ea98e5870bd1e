"""How Vietnamese behaves: cleaning, folding, spelling, partial dates, the words of the interface."""

from __future__ import annotations
