"""What an archive holds: its nouns, articles together, how they are counted, what is wrong with them."""

from __future__ import annotations
