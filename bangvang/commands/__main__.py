"""`python -m bangvang.commands`: the program where its own command is not on the path."""

from __future__ import annotations

from bangvang.commands.cli import run

if __name__ == "__main__":
    run()
