"""The very first thing somebody types: `python build.py`, perhaps with a Python that has no libraries."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_a_python_without_the_libraries_sets_the_program_up_first() -> None:
    # -S: without site-packages, as the system's own Python is. What comes of it: tests/tools/test_setup.py.
    typed = [sys.executable, "-S", "build.py", "check"]
    environment = {**os.environ, "BANGVANG_ENTERED": "1"}
    done = subprocess.run(
        typed, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert done.returncode == 1
    assert "vẫn thiếu: xoá thư mục .venv" in done.stderr
    assert "is still missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interruption_before_the_program_is_loaded_ends_it_quietly() -> None:
    code = """
import runpy, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == "bangvang.problems":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
runpy.run_path("build.py", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
