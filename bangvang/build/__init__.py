"""How a site is built: reading, caching, processes, rendering what changed, publishing."""

from __future__ import annotations
