"""What the country knows: provinces and regions through time; forms of award, grantors, levels."""

from __future__ import annotations
