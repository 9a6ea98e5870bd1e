"""Where the program's own files lie: in a checkout beside build.py, or in the package that was installed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "build.py").is_file() else None
"""The folder of build.py; None where the program was installed as a package."""
PROGRAM = CHECKOUT or PACKAGE / "design"
"""What an archive lacks is taken from the templates/ and assets/ in here."""
EDITORS = CHECKOUT / ".vscode" if CHECKOUT is not None else PACKAGE / "design" / "vscode"
"""The set-up of the editors' tool."""
SCRIPT = "bang-vang"


def name() -> str:
    """What whoever runs the program types."""
    return SCRIPT if CHECKOUT is None else "build.py"


def command() -> tuple[str, ...]:
    """How the program is run from any folder, by the Python that has its libraries."""
    if CHECKOUT is not None:
        return (sys.executable, str(CHECKOUT / "build.py"))
    return (sys.executable, "-m", "bangvang.commands")


def typed() -> tuple[str, ...]:
    """The same for somebody to type: shorter where that can be."""
    return (SCRIPT,) if CHECKOUT is None and shutil.which(SCRIPT) else command()
