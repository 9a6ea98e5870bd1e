"""The room for the operating system: all that Windows, macOS and Linux do each in their own way.

Nothing here knows of sites. No other module asks what system it is on (tests/test_architecture.py).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:  # it takes as long to load as all else here
    from asyncio import AbstractEventLoop

WINDOWS = sys.platform == "win32"
MOST_PROCESSES = 61 if WINDOWS else 1024
"""Windows waits for 63 handles at once, of which a pool keeps two."""
LONGEST_PATH = 259
"""Of Windows, unless its owner allows longer ones (Microsoft, "Maximum Path Length Limitation")."""
PATIENCE = 5.0
"""Seconds that a file which another program has open is waited for."""

# A text handle would make CRLF of every line end, and take 0x1A for the end of the file.
_BINARY: int = getattr(os, "O_BINARY", 0)
# Access denied, sharing violation, lock violation, directory not empty (a deleted file still open somewhere).
_IN_USE = (5, 32, 33, 145)
_AT_FDCWD = -100
_EXCHANGE = 2

# Numpy's library for matrices, of which nothing is used here, would start a thread for each core and reserve
# memory for all of them; where that is not to be had, it ends the process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

Result = TypeVar("Result")


def forks() -> bool:
    """Whether a process may begin as a copy of this one. Only on Linux: macOS's own libraries do not bear
    it, and Windows has none. BANGVANG_START=spawn forbids it there, too."""
    return sys.platform == "linux" and os.environ.get("BANGVANG_START") != "spawn"


# ---------------------------------------------------------------- one at a time


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock, which the system lets go of when the process dies. Raises BlockingIOError when another
    process has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
    try:
        _lock(handle)
        _held.add(handle)
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(errno.EAGAIN, error.strerror) from None
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_held: set[int] = set()


def _let_go() -> None:
    for handle in _held:
        os.close(handle)
    _held.clear()


# A forked process has the lock too, and would keep it if its parent were killed. Closing is not unlocking.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


# ---------------------------------------------------------------- files


class InUse(OSError):  # noqa: N818 - reads as what is the matter
    """Another program has a file open, or a file below a folder, and did not let go of it in time."""


def patiently(call: Callable[[], Result]) -> Result:
    """Does what Windows refuses while another program (a virus scanner, a viewer) has a file open: again and
    again for a while. Raises InUse when that was not enough; elsewhere nothing is refused for it."""
    waited, pause = 0.0, 0.01
    while True:
        try:
            return call()
        except OSError as error:
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
            if waited >= PATIENCE:
                raise InUse(error.errno, error.strerror, error.filename) from error
        time.sleep(pause)
        waited += pause
        pause = min(2 * pause, 1.0)


def write_new(path: str, content: bytes) -> int:
    """Writes a file that is not there yet; gives its time of change in ns. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        left = memoryview(content)
        while left:  # a full disk or a signal may take part of it only
            left = left[os.write(handle, left) :]
        changed = os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)
    # Windows enters the time of the last write when the file is closed (Microsoft, "File Times").
    return os.stat(path).st_mtime_ns if WINDOWS else changed  # noqa: PTH116 - thousands of files


def replace_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    patiently(partial(os.replace, new, path))


def rename(path: Path, to: Path) -> None:
    """Gives a file or folder another name."""
    patiently(partial(os.rename, path, to))


def replace(path: Path, to: Path) -> None:
    """Gives a file another name, in place of any file that has it."""
    patiently(partial(os.replace, path, to))


def link(path: Path, to: Path) -> bool:
    """Gives a file a second name. False where the file system knows no such thing. Raises FileExistsError."""
    try:
        os.link(path, to)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def place(path: Path, to: Path) -> None:
    """Gives a file a name that no other has, whatever the file system knows. Raises FileExistsError."""
    if WINDOWS:
        rename(path, to)  # which refuses there to take another's place
    elif link(path, to):
        remove(path)
    else:
        write_new(str(to), path.read_bytes())
        remove(path)


def remove(path: str | Path, *, missing_ok: bool = False) -> None:
    """Takes a file away, a read-only one too (git marks its objects so; elsewhere that is no matter)."""
    try:
        os.unlink(path)  # noqa: PTH108 - thousands of files
    except FileNotFoundError:
        if not missing_ok:
            raise
    except PermissionError:
        if not WINDOWS:
            raise
        _without_mercy(os.unlink, str(path))


def remove_tree(folder: Path, *, ignore_errors: bool = False) -> None:
    """Takes a folder away with all that is in it, read-only files too."""

    def again(call: Callable[[str], Any], path: str, error: Any) -> None:
        raised = error[1] if isinstance(error, tuple) else error
        try:
            if not (
                WINDOWS and isinstance(raised, PermissionError | OSError) and call in (os.unlink, os.rmdir)
            ):
                raise raised
            _without_mercy(call, path)
        except OSError:
            if not ignore_errors:
                raise

    if sys.version_info >= (3, 12):
        shutil.rmtree(folder, onexc=again)
    else:
        shutil.rmtree(folder, onerror=again)


def _without_mercy(call: Callable[[str], Any], path: str) -> None:
    os.chmod(path, stat.S_IWRITE)  # noqa: PTH101
    patiently(partial(call, path))


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """An empty folder of this process, gone at the end. What killed ones left of theirs is cleared away."""
    import tempfile  # deferred: a build that finds nothing changed needs none

    _clear_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PRIVATE, ignore_cleanup_errors=True) as folder:
        own = Path(folder, "own")
        own.mkdir()
        with locked(Path(folder, _LOCK)):  # for as long as the process lives
            yield own


_PRIVATE, _LOCK = "bangvang-", "lock"
_YOUNG = 60.0
"""Seconds in which a folder may not have its lock yet."""


def _clear_abandoned(top: Path) -> None:
    for entry in os.scandir(top):
        if not entry.name.startswith(_PRIVATE) or leads_elsewhere(entry):
            continue
        # A living process has the lock, or another took it all away meanwhile.
        with contextlib.suppress(OSError):
            about, lock = entry.stat(follow_symlinks=False), Path(entry.path, _LOCK)
            is_ours = WINDOWS or about.st_uid == os.geteuid()
            if is_ours and about.st_mtime + _YOUNG < time.time() and lock.is_file() and not lock.is_symlink():
                with locked(lock):
                    pass
                remove_tree(Path(entry.path), ignore_errors=True)


def exchange(a: Path, b: Path) -> bool:
    """Swaps two paths atomically where the system can; False where it cannot."""
    if WINDOWS:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(a), os.fsencode(b)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(first, second, _EXCHANGE)
        else:
            failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
    except AttributeError:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV):
        return False
    raise OSError(code, os.strerror(code), str(b))


def settle(folder: Path, *, names: bool = False) -> None:
    """Waits until all that was written lies on the disk that a folder is on, or only the names in it: after a
    power cut it is there. One call for ten thousand files: to ask for each takes a hundred times as long.

    Windows has no such call. What cannot be waited for is no failure. BANGVANG_SETTLE=no waits for nothing,
    for sites that nobody would miss."""
    if WINDOWS or os.environ.get("BANGVANG_SETTLE") == "no":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if names:
                os.fsync(handle)
            else:
                _settle_all(handle)
        finally:
            os.close(handle)


def _settle_all(handle: int) -> None:
    try:
        done = not ctypes.CDLL(None).syncfs(handle)  # that disk alone: Linux
    except AttributeError:
        done = False
    if not done:
        os.sync()


def keeps_time_of_state() -> bool:
    """Whether the system notes when anything at all was done to a file, a time that nobody can set. What
    Windows gives for it is the time when the file was made."""
    return not WINDOWS


def leads_elsewhere(entry: os.DirEntry[str] | Path) -> bool:
    """Whether a name is only a way to another place: a symbolic link, or a junction of Windows. For a folder
    that is to be walked through: a junction calls itself a folder and no link. Raises OSError."""
    if entry.is_symlink() or not WINDOWS:  # elsewhere no folder has to be asked for this
        return entry.is_symlink()
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag) and tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


_NO_ROOM = ("failed to map segment", "cannot allocate memory", "cannot map zero-fill", "paging file")


def is_short_of_memory(error: BaseException) -> bool:
    """Whether something failed for want of memory; that of a library being loaded is told by its words."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError) and any(words in said for words in _NO_ROOM)
    )


def is_too_long(path: str) -> bool:
    """Whether the system could not open a path for its length."""
    return WINDOWS and len(path) > LONGEST_PATH and not _takes_long_paths()


@cache
def _takes_long_paths() -> bool:
    if sys.platform == "win32":
        with contextlib.suppress(AttributeError):  # before Windows 10
            return bool(ctypes.windll.ntdll.RtlAreLongPathsEnabled())
    return False


# ---------------------------------------------------------------- processes and signals


def give_back_memory() -> None:
    """Returns to the system what the allocator only holds ready: whoever is copied next would inherit it."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # a C library other than glibc
        ctypes.CDLL(None).malloc_trim(0)


def pipe() -> tuple[IO[bytes], IO[bytes]]:
    """The end to read from and the end to write to, for a process and its copy. (That of multiprocessing
    takes longer to load than nothing takes to be found changed.)"""
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Holds Ctrl-C back. Processes started meanwhile never get it: it is the parent's to say that the work
    stops, and before they could say so themselves it would end them with a traceback."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def never_interrupted() -> None:
    """Lets Ctrl-C pass this process by, for one that another process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


# The window was closed (SIGHUP, on Windows SIGBREAK), or somebody asks for an end.
_ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


def interrupt_at_end() -> None:
    """From now on a process that is told to end does as with Ctrl-C: nothing is left behind."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in _ENDS:
        signal.signal(number, interrupt)


def stop_at_end(loop: AbstractEventLoop, stop: Callable[[], object]) -> None:
    """Calls `stop` in the loop for Ctrl-C and for whoever ends the process. On Windows, whose loops know no
    signals, both stay interruptions."""
    if not WINDOWS:
        for number in (signal.SIGINT, *_ENDS):
            loop.add_signal_handler(number, stop)


def is_taken(error: OSError) -> bool:
    """Whether a port could not be had because it is somebody else's. Windows keeps some for itself, and says
    of them that they are not allowed."""
    return error.errno == errno.EADDRINUSE or (WINDOWS and error.errno == errno.EACCES)
