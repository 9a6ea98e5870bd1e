"""What a page is: views, what makes them, the space of addresses, rendering."""

from __future__ import annotations
