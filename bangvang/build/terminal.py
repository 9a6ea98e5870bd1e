"""The operating system's other room: the terminal, the commands typed there, and the desktop around it."""

from __future__ import annotations

import ctypes
import errno
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bangvang.build.system import WINDOWS


def prepare() -> None:
    """Lets every letter out. Where output goes to a file or a program, it is UTF-8 with plain line ends on
    Windows, too; a terminal with a small alphabet gets escapes instead of a traceback, and colours where it
    has to be asked for them."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        if WINDOWS and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            stream.reconfigure(errors="backslashreplace")
            _ask_for_colours(stream)


def _open_what_is_closed() -> None:
    """Whoever starts the program with a closed output (`build >&-`) wants to hear nothing. Left closed, its
    number would go to the next file that is opened, and words meant for a reader into it."""
    while (handle := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(handle)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end


def _ask_for_colours(stream: TextIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        handle, mode = msvcrt.get_osfhandle(stream.fileno()), ctypes.c_ulong()
        kernel = ctypes.windll.kernel32
        if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            kernel.SetConsoleMode(handle, mode.value | 4)  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def nobody_reads(error: OSError) -> bool:
    """Whether printing failed because the reader left (`check | head`)."""
    return isinstance(error, BrokenPipeError) or (WINDOWS and error.errno == errno.EINVAL)


def print_nowhere() -> None:
    """Lets go of an output that takes nothing more, so that the end of the program does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ---------------------------------------------------------------- commands


def become(command: Sequence[str]) -> int:
    """Goes on as another program. Where a process cannot become another one, it waits for that one's end and
    gives its exit status: the terminal would be free too early."""
    if not WINDOWS:
        os.execv(command[0], [*command])  # noqa: S606 - the caller's own words
    import subprocess

    with subprocess.Popen(command) as process:  # noqa: S603 - the same
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reaches both; the other says what becomes of it
                continue


def quoted(command: Sequence[str]) -> str:
    """A command as it is typed. On Windows its first word must need no quotation marks: PowerShell takes a
    word with them for a text."""
    if not WINDOWS:
        return shlex.join(command)
    import subprocess

    first, *others = command
    if " " in first:
        first = "py" if shutil.which("py") else "python"
    return subprocess.list2cmdline([first, *others])


def python_of(environment: Path) -> Path:
    """Where the Python of a virtual environment lies."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def has_screen() -> bool:
    """Whether a browser that is opened has a window to appear in, and is not one of the terminal."""
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def may_install_debian_packages() -> bool:
    """Whether this is root on a Debian."""
    is_debian = not WINDOWS and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
    return is_debian and os.geteuid() == 0


def is_synchronised(folder: Path) -> bool:
    """Whether OneDrive carries a folder to its servers, and holds its files open meanwhile."""
    top = os.environ.get("ONEDRIVE")  # names know no case on Windows
    return bool(top) and folder.is_relative_to(Path(top or "").resolve())


def described() -> str:
    """The system in a line, for a bug report."""
    import platform  # deferred: only who asks for it waits for it

    return f"{platform.platform()}, {platform.machine()}, {platform.python_implementation()}"
