"""What a person types: the commands, their words and their tables."""

from __future__ import annotations
