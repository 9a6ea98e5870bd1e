"""The new site in place of the old: all or nothing, and only what differs is written."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from bangvang.build import standing, system
from bangvang.build.cached_rows import CacheLost
from bangvang.problems import Place, ProblemsFound, problem, term

GENERATOR = b'<meta name="generator" content="B\xe1\xba\xa3ng V\xc3\xa0ng">'


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Holds the site's lock; the system lets go of it when the process dies. Raises ProblemsFound (K802)."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(system.locked(lock))
        except BlockingIOError:
            raise ProblemsFound([problem(Place(lock.parent.name), "K802")]) from None
        yield


def staging(output: Path) -> Path:
    return output.with_name(f".{output.name}.staging")


def former(output: Path) -> Path:
    return output.with_name(f".{output.name}.former")


def saved(output: Path) -> Path:
    return output.with_name(f".{output.name}.saved")


def claim(output: Path, site: Path, left: Callable[[], Mapping[str, tuple[int, int]]]) -> bool:
    """Makes sure that `output` may be replaced by the site that is built from the folder `site`, and clears
    what a killed build left beside it: whether another site stands there now than before. `left` gives what a
    former build is known to have left there.

    Raises ProblemsFound (K801) when it is the place of something else, or holds what this program did not
    make."""
    why = _not_free(output, site.resolve())
    if why is None and output.is_mount():
        raise _mounted(output)
    if why is not None:
        raise ProblemsFound([problem(Place(str(output)), "K801", why=term(why), advice=term("advise_other"))])
    stage, old, copy = staging(output), former(output), saved(output)
    for folder in (stage, old, copy):
        if folder.is_symlink():  # no build left it
            system.remove(folder)
    lost = copy.exists()
    if lost:
        if output.exists():
            system.remove_tree(output)
        system.rename(copy, output)  # killed while `output` was being cleared away
    if old.exists() and not output.exists():
        system.rename(old, output)  # killed between the two renames of a file system without exchange
        lost = True
    for folder in (stage, old):
        if folder.exists():
            system.remove_tree(folder)
    if output.exists() and not _ours(output, left):
        why = term("folder_of_others" if output.is_dir() else "folder_is_file")
        raise ProblemsFound([problem(Place(str(output)), "K801", why=why, advice=term("advise_clear"))])
    return lost


def _mounted(output: Path) -> ProblemsFound:
    why, advice = term("folder_is_mount"), term("advise_mount")
    return ProblemsFound([problem(Place(str(output)), "K801", why=why, advice=advice)])


# What an archive keeps in its folder. Only its own build may replace its output/, and nothing the rest.
_ARCHIVE = (".cache", ".git", "assets", "content", "output", "templates")


def _not_free(output: Path, site: Path) -> str | None:
    """Why a folder is never replaced, whatever it holds; a term."""
    is_drive = output.parent == output
    if is_drive or any(path.is_relative_to(output) for path in (Path.home(), Path(__file__).resolve(), site)):
        return "folder_above"
    for archive in (output, *output.parents):
        if not ((archive / "config.yaml").is_file() and (archive / "content").is_dir()):
            continue
        inside = output.relative_to(archive).parts
        own = archive == site and inside == ("output",)
        if not inside or (inside[0] in _ARCHIVE and not own):
            return "folder_of_archive"
    return None


def has_room(output: Path, urls: Iterable[str]) -> None:
    """Makes sure that the paths of all files are such as the system can open. Raises ProblemsFound (K806)."""
    stage = str(staging(output))
    longest = max(urls, key=len, default="")
    if system.is_too_long(path := f"{stage}/{longest}"):
        limits = {"length": len(path), "limit": system.LONGEST_PATH}
        raise ProblemsFound([problem(Place(str(output)), "K806", url=longest, **limits)])


def prepare(output: Path, spare: Path, stands: standing.Standing) -> Stage:
    """Gives a folder beside `output` to stage in: empty, or with those files of `spare`, a former site, that
    are the very files which stand."""
    folder = staging(output)
    kept = frozenset[str]()
    if _moved(spare, folder):
        kept = _weed(folder, output, stands)
    else:
        folder.mkdir(parents=True)
    if output.exists():  # who may look into it was decided by its owner
        folder.chmod(stat.S_IMODE(output.stat().st_mode))
    return Stage(folder, kept)


def link_again(
    spare: Path, output: Path, stand: Collection[str], written: Collection[str], gone: Collection[str]
) -> None:
    """Makes of a former site a folder of links to the one that stands, for `prepare`: to link twenty thousand
    files, and to remove as many, takes as long as the rest of an edit. `written`, `gone`: the addresses where
    the two differ. Nothing depends on it: what could not be linked is missing there."""
    shelf, few = Stage(spare), len(written) < len(stand) / 2 and spare.exists()
    try:
        if not few:
            system.remove_tree(spare, ignore_errors=True)
        for url in (*gone, *written) if few else ():
            shelf.drop(url)
        for url in written if few else stand:
            os.link(f"{output}/{url}", shelf.path(url))
    except OSError:  # a file system without hard links, or another disk
        system.remove_tree(spare, ignore_errors=True)


def put_aside(stage: Path, spare: Path) -> None:
    """Keeps a folder of a site for `prepare`."""
    system.remove_tree(spare, ignore_errors=True)
    if not _moved(stage, spare):
        system.remove_tree(stage, ignore_errors=True)


def _moved(folder: Path, to: Path) -> bool:
    """False when it is not there, leads elsewhere, or cannot go there."""
    if folder.is_symlink():
        return False
    try:
        system.rename(folder, to)
    except OSError:
        return False
    return True


def _weed(stage: Path, output: Path, stands: standing.Standing) -> frozenset[str]:
    """Takes away all but the files that stand, linked twice; gives their addresses. Nothing else is believed
    of a former site."""
    kept = set()
    folders: list[str] = []
    for url, entry in standing.files(stage, folders):
        stood = stands.get(url)
        if stood is not None and entry.is_file(follow_symlinks=False) and _is_same(entry, stood, output, url):
            kept.add(url)
        else:
            system.remove(entry.path)
    full = {f"{url.rpartition('/')[0]}/" for url in kept}
    for folder in reversed(folders):  # the deepest last
        if folder in full:
            full.add(f"{folder[:-1].rpartition('/')[0]}/")
        else:
            Path(stage, folder).rmdir()
    return frozenset(kept)


def _is_same(entry: os.DirEntry[str], stood: standing.File, output: Path, url: str) -> bool:
    inode = stood.inode
    if not inode:
        with contextlib.suppress(OSError):
            inode = Path(output, url).stat().st_ino
    return inode == entry.inode()


# What a host or git keeps in a folder that is otherwise empty. No other name makes a folder ours: a home
# folder, too, may hold nothing but names with a dot.
_HOSTS = frozenset(
    [
        ".DS_Store",
        ".domains",
        ".git",
        ".gitattributes",
        ".github",
        ".gitignore",
        ".gitkeep",
        ".htaccess",
        ".htpasswd",
        ".nojekyll",
        ".well-known",
    ]
)


def _ours(output: Path, left: Callable[[], Mapping[str, tuple[int, int]]]) -> bool:
    """Whether a folder is empty, begins with a page of this program, or has any file that is still as a
    former build left it: somebody may have put another front page there."""
    if not output.is_dir():
        return False
    if _HOSTS.issuperset(entry.name for entry in output.iterdir()):
        return True
    with contextlib.suppress(OSError):
        if GENERATOR in (output / "index.html").read_bytes():
            return True
    known = left()
    return any(known.get(url) == file[:2] for url, file in standing.of(output).items())


class Stage:
    """A folder being filled. Makes each folder once. `kept`: addresses of files that were there from the
    beginning, each the very file that stands."""

    def __init__(self, folder: Path, kept: Collection[str] = ()) -> None:
        self.folder = str(folder)
        self.kept = kept
        self.made: set[str] = set()

    def path(self, url: str) -> str:
        folder, _, _ = url.rpartition("/")
        if folder not in self.made:
            if folder.startswith("/") or ".." in folder.split("/"):  # out of a cache that is a stranger's
                raise CacheLost(url)
            Path(self.folder, folder).mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        return f"{self.folder}/{url}"

    def write(self, url: str, content: bytes) -> int:
        """Writes one file; gives its time of change in ns."""
        path = self.path(url)
        try:
            return system.write_new(path, content)
        except FileExistsError:  # a link to a file that stands, which must stay as it is
            system.remove(path)
            return system.write_new(path, content)

    def keep(self, output: Path, url: str) -> None:
        """Takes a file over from the standing site, its time included."""
        if url in self.kept:
            return
        target = self.path(url)
        try:
            os.link(f"{output}/{url}", target)
        except OSError:  # a file system without hard links
            shutil.copy2(f"{output}/{url}", target)

    def drop(self, url: str) -> None:
        """Takes a file away, and the folders that this leaves empty."""
        path = Path(self.folder, url)
        system.remove(path, missing_ok=True)
        for folder in list(path.parents)[: url.count("/")]:
            with contextlib.suppress(OSError):  # not empty, or never there
                folder.rmdir()
                self.made.discard(folder.relative_to(self.folder).as_posix())


def carry_over(output: Path, stage: Path) -> None:
    """What the host put into output/ under a dotted name (.htaccess, .git, .well-known) stays."""
    if not output.is_dir():
        return
    for entry in output.iterdir():
        if entry.name.startswith("."):
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, stage / entry.name, symlinks=True)
            else:
                shutil.copy2(entry, stage / entry.name, follow_symlinks=False)


def swap(stage: Path, output: Path, spare: Path | None = None) -> None:
    """Puts the staged site in place; the former one goes to `spare`, or away.

    Killed at any moment, or left without power, the former or the new one stands, whole: on Linux and macOS
    the two folders change places in one step; elsewhere by steps which `prepare` mends."""
    system.settle(stage)
    if not output.exists():
        system.rename(stage, output)
        system.settle(output.parent, names=True)
        return
    if _exchanged(stage, output):
        system.rename(stage, former(output))
    elif _move(output, former(output)):
        system.rename(stage, output)
    else:
        _replace(stage, output)
    system.settle(output.parent, names=True)
    # The new site stands: what cannot be cleared away now is no failure, and `prepare` tries again.
    if spare is not None:
        put_aside(former(output), spare)
    else:
        system.remove_tree(former(output), ignore_errors=True)


def _exchanged(stage: Path, output: Path) -> bool:
    """A folder of the same disk that is mounted cannot be told from others before. Raises ProblemsFound."""
    try:
        return system.exchange(stage, output)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        raise _mounted(output) from error


def _move(folder: Path, to: Path) -> bool:
    """False where a folder cannot change its name: one from the image of a container (overlayfs)."""
    try:
        system.rename(folder, to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _replace(stage: Path, output: Path) -> None:
    copy = saved(output)
    shutil.copytree(output, former(output), symlinks=True)
    system.settle(output.parent)
    system.rename(former(output), copy)  # only a whole copy bears this name
    system.settle(output.parent, names=True)
    system.remove_tree(output)
    system.rename(stage, output)
    system.rename(copy, former(output))
