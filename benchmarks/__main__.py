"""`python -m benchmarks` is `python benchmarks/compare.py`."""

from __future__ import annotations

import sys

from benchmarks.compare import main

sys.exit(main())
