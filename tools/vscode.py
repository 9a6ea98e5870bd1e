"""Makes the files of `.vscode/` that come from the program's own tables: `python -m tools.vscode`."""

from __future__ import annotations

import sys
from pathlib import Path

from bangvang.commands import json_schemas

FOLDER = Path(__file__).resolve().parent.parent / ".vscode"


def main() -> int:
    """Writes them anew; gives 0."""
    for name, content in json_schemas.files().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{FOLDER / name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
