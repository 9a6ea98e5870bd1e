"""The environment that the program runs in: `.venv` beside build.py, made from the lock with its hashes.

Only the standard library, and words in both languages: nothing is installed yet where this is needed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bangvang.build import system, terminal

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements.lock"
STAMP = ".runtime"
"""In the environment: the digest of the lock that it was made from; anything else while it is being made."""
_ENTERED = "BANGVANG_ENTERED"


class Trouble(Exception):  # noqa: N818 - told and done with
    """What keeps the environment from being made, and what to do, in both languages."""


def refresh(root: Path = ROOT) -> int | None:
    """Brings the libraries up to date where this Python is of an environment that `prepare` made from another
    lock: the program is newer than they are. One that is only linked here, or that somebody else made, stays
    theirs. Gives an exit status where it was in vain."""
    folder = root / ".venv"
    if Path(sys.prefix) != folder or folder.is_symlink() or _stamp(folder) in ("", _digest(root)):
        return None
    try:
        prepare(root)
    except Trouble as trouble:
        return _tell(trouble)
    return None


def enter(arguments: Sequence[str], missing: str, root: Path = ROOT) -> int:
    """Runs the program in its environment, which is made or mended before. `missing`: the library that this
    Python lacks. Gives the exit status."""
    if os.environ.get(_ENTERED):
        return _tell(
            Trouble(
                f"Thư viện {missing} vẫn thiếu: xoá thư mục .venv cạnh build.py rồi chạy lại.\n"
                f"{missing} is still missing: delete the folder .venv beside build.py, then run again."
            )
        )
    try:
        python = prepare(root)
    except Trouble as trouble:
        return _tell(trouble)
    os.environ[_ENTERED] = "1"
    return terminal.become([str(python), str(root / "build.py"), *arguments])


def main(root: Path = ROOT) -> int:
    """Makes or mends the environment and runs nothing; for make. Gives the exit status."""
    try:
        prepare(root)
    except Trouble as trouble:
        return _tell(trouble)
    (root / ".venv" / STAMP).touch()
    return 0


def _tell(trouble: Trouble) -> int:
    print(trouble, file=sys.stderr)
    return 1


def _say(vietnamese: str, english: str) -> None:
    print(f"{vietnamese} · {english}", file=sys.stderr, flush=True)


def prepare(root: Path = ROOT) -> Path:
    """Makes sure of an environment with the locked libraries; gives its Python. Raises Trouble."""
    try:
        with system.locked(root / ".venv.lock"):
            return _prepared(root)
    except BlockingIOError:
        raise Trouble(
            "Một cửa sổ khác đang cài thư viện: đợi nó xong rồi chạy lại.\n"
            "The libraries are being installed in another window: wait for it, then run again."
        ) from None
    except OSError as error:
        where = error.filename or root
        raise Trouble(
            f"Không ghi được vào {where}: {error.strerror}. Chép chương trình vào một thư mục của bạn.\n"
            f"Cannot write to {where}: {error.strerror}. Copy the program to a folder of your own."
        ) from None


def _prepared(root: Path) -> Path:
    folder = root / ".venv"
    python = terminal.python_of(folder)
    if not _works(python):
        _make(folder)
    if folder.is_symlink() or _stamp(folder) == _digest(root):
        return python
    _say(
        f"Cài thư viện theo {LOCK}, cần mạng, chừng một phút (chỉ lần đầu và sau mỗi lần cập nhật) …",
        "installing the locked libraries, about a minute …",
    )
    (folder / STAMP).write_bytes(b"unfinished")
    options = ("--disable-pip-version-check", "--quiet", "--require-hashes", "-r", str(root / LOCK))
    done = _run([str(python), "-m", "pip", "install", *options])
    if done.returncode:
        raise Trouble(_why_not_installed(done.stderr + done.stdout))
    (folder / STAMP).write_bytes(_digest(root).encode())
    return python


def _digest(root: Path) -> str:
    return hashlib.sha256((root / LOCK).read_bytes()).hexdigest()


def _stamp(folder: Path) -> str:
    try:
        return (folder / STAMP).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    import subprocess  # deferred: the program that runs as it should needs none of it

    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(  # noqa: S603 - our own words, and a path of ours
        command, capture_output=True, check=False, encoding="utf-8", errors="replace", env=environment
    )


# ---------------------------------------------------------------- the environment


_GOOD = "import sys, pip; raise SystemExit(sys.version_info < (3, 11))"


def _works(python: Path) -> bool:
    """Whether an environment's Python is there, recent, and not left half-made."""
    try:
        return python.exists() and _run([str(python), "-c", _GOOD]).returncode == 0
    except OSError:
        return False


def _make(folder: Path) -> None:
    """Makes an environment in place of one that does not work."""
    if not _can_make():
        raise Trouble(
            f"Python này ({sys.executable}) thiếu mô-đun venv hoặc ensurepip. Debian, Ubuntu: "
            f"sudo apt-get install {_package()}; macOS, Windows: cài Python từ python.org.\n"
            f"This Python ({sys.executable}) lacks the module venv or ensurepip. Debian, Ubuntu: "
            f"sudo apt-get install {_package()}; macOS, Windows: install Python from python.org."
        )
    if folder.is_symlink() or (folder.exists() and not _is_environment(folder)):
        raise Trouble(
            f"{folder} không phải môi trường Python do chương trình tạo: đổi tên nó rồi chạy lại.\n"
            f"{folder} is no environment of this program's: rename it, then run again."
        )
    _say(f"Tạo {folder}", f"making {folder}")
    if folder.exists():
        system.remove_tree(folder)
    done = _run([sys.executable, "-m", "venv", str(folder)])
    if done.returncode:
        told = _last(done.stderr or done.stdout)
        raise Trouble(f"Không tạo được {folder}: {told}\nCannot make {folder}: {told}")


def _is_environment(folder: Path) -> bool:
    return folder.is_dir() and ((folder / "pyvenv.cfg").exists() or not any(folder.iterdir()))


def _can_make() -> bool:
    """Debian keeps ensurepip in a package of its own; whoever may install it there gets it."""
    if _run([sys.executable, "-c", "import ensurepip, venv"]).returncode == 0:
        return True
    if not terminal.may_install_debian_packages():
        return False
    _say(f"Cài {_package()} của Debian", f"installing Debian's {_package()}")
    _run(["apt-get", "update", "-qq"])
    for package in (_package(), "python3-venv"):
        if _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]).returncode == 0:
            break
    return _run([sys.executable, "-c", "import ensurepip, venv"]).returncode == 0


def _package() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


# ---------------------------------------------------------------- why libraries were not installed

_NETWORK = (
    *("ConnectionError", "NewConnectionError", "Max retries", "ProxyError", "Proxy Authentication"),
    *("timed out", "name resolution", "getaddrinfo", "SSLError", "CERTIFICATE_VERIFY", "unreachable"),
    *("No matching distribution", "Could not find a version"),
)
_NO_NETWORK = """\
Không tải được thư viện. Kiểm tra mạng rồi chạy lại. Sau máy chủ proxy: đặt biến HTTPS_PROXY=http://máy:cổng.
Máy không có mạng: docs/windows.md nói cách chép thư viện từ máy khác.
The libraries could not be downloaded. Check the network, then run again. Behind a proxy: set
HTTPS_PROXY=http://host:port. Without any network: docs/windows.md tells how to bring them along."""
_OTHER_FILE = """\
Tệp tải về khác với bản đã khoá trong requirements.lock, nên không cài: thử ở mạng khác, rồi báo người phát
triển.
A file that was downloaded is not the locked one and was not installed: try another network, then tell the
developers."""
_FULL = """\
Hết chỗ trên đĩa: dọn chừng 300 MB rồi chạy lại.
The disk is full: free about 300 MB, then run again."""


def _why_not_installed(told: str) -> str:
    if "DO NOT MATCH THE HASHES" in told:
        return _OTHER_FILE
    if "No space left" in told or "Errno 28" in told:
        return _FULL
    why = "Không cài được thư viện.\nThe libraries could not be installed."
    return f"{_NO_NETWORK if any(sign in told for sign in _NETWORK) else why}\npip: {_last(told)}"


def _last(told: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["?"])[-1]


if __name__ == "__main__":
    sys.exit(main())
