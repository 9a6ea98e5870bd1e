"""Bảng Vàng: a static site generator for an archive of commendation news."""

from __future__ import annotations

__version__ = "1.0.0"
