"""The editing desk: an article written, checked and published in the browser."""

from __future__ import annotations
