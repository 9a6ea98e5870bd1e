"""How a file is read: YAML as it was typed, the schema, Markdown, one file to one article."""

from __future__ import annotations
