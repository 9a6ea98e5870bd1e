"""The site kept warm for the one who writes."""

from __future__ import annotations
