"""Measures the search against its gates: sizes, bytes of a query, cost of building, what an edit touches,
totals.

    python benchmarks/search.py [--articles 1000 10000] [--seed N] [--jobs 2] [--work DIR]

Each archive is made up by benchmarks/archive.py, its texts written to DIR first (once for a seed), so that
making them up is not counted. The index is made by bangvang.build.indexing, as a build of a site does, in a
process of its own; its processor time and largest memory, and those of the processes it starts, are reported.
At 1,000 articles a whole site is built, too, and the share of the index in it measured. Queries are answered
by the browser's own modules under Node, every query on a cold cache. Bytes are those of the files.
"""

# ruff: noqa: S311 - random articles are no secret
from __future__ import annotations

import argparse
import gc
import gzip
import hashlib
import json
import multiprocessing
import os
import pickle
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bangvang import search  # noqa: E402 - the path comes first
from bangvang.build import indexing, pipeline, rendering  # noqa: E402 - the path comes first
from bangvang.commands import cli  # noqa: E402 - the path comes first
from bangvang.language import text  # noqa: E402 - the path comes first
from bangvang.search import tokens, twin  # noqa: E402
from bangvang.site import assets  # noqa: E402 - the path comes first
from benchmarks import archive  # noqa: E402

RUNNER = HERE.parent / "tests" / "node" / "search.mjs"
MARKUP = re.compile(r"^(?:#+|-) ", re.MULTILINE)


# --- the archive


@dataclass
class Corpus:
    """Documents, and their texts in one file for each block of the index."""

    folder: Path
    documents: list[search.Document]
    where: dict[str, str]

    def said(self, document: search.Document) -> search.Said:
        return said_in(self.folder / f"{self.where[document.id]}.pickle")[document.id]

    def text(self, document: search.Document) -> str:
        return "\n".join(self.said(document))


def said_in(path: Path) -> dict[str, search.Said]:
    loaded: dict[str, search.Said] = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program
    return loaded


def make(folder: Path, n: int, seed: int) -> Corpus:
    """Make up n articles and write their texts, one file for each month, unless they are there."""
    made = folder / f"{n}-{seed}.pickle"
    if made.exists():
        documents, where = pickle.loads(made.read_bytes())  # noqa: S301 - written by this program
        return Corpus(folder, documents, where)
    shutil.rmtree(folder, ignore_errors=True)
    where = {}
    documents = []
    months: dict[str, dict[str, search.Said]] = {}
    for article in archive.made(n, seed):
        body = MARKUP.sub("", article.body)
        forms = dict.fromkeys(text.slug(grant.form) for grant in article.grants)
        facets = [("noi-khen", text.slug(grant.grantor)) for grant in article.grants]
        facets += [("hinh-thuc", form) for form in forms] + [
            ("chu-de", text.slug(tag)) for tag in article.tags
        ]
        if article.province:
            facets += [("tinh", text.slug(article.province)), ("tinh-nay", text.slug(article.province)[::2])]
        else:
            facets += [("khu-vuc", text.slug(article.region or ""))]
        day = article.day
        documents.append(
            search.Document(
                id=article.slug,
                url=f"bai-viet/{day.year}/{article.slug}.html",
                title=article.title,
                digest=hashlib.blake2b(body.encode(), digest_size=8).hexdigest(),
                date=day.isoformat(),
                sort_date=(day.year, day.month, day.day),
                facets=tuple(facets),
                recipients=article.collectives + article.individuals,
                province_label=article.province or "",
                total_label=f"{article.collectives} tập thể, {article.individuals} cá nhân",
            )
        )
        where[article.slug] = f"{day.year}-{day.month:02d}"
        months.setdefault(where[article.slug], {})[article.slug] = search.Said(
            body, "\n".join(facts_of(article))
        )
    folder.mkdir(parents=True)
    for month, inside in months.items():
        (folder / f"{month}.pickle").write_bytes(pickle.dumps(inside))
    made.write_bytes(pickle.dumps((documents, where)))
    return Corpus(folder, documents, where)


def facts_of(article: archive.Article) -> Iterator[str]:
    """Yield what a site's index has of an article beside its text."""
    day = article.day
    yield from (f"ngày {day.day}/{day.month}/{day.year}", f"tháng {day.month}/{day.year}")
    yield f"tháng {day.month} năm {day.year}"
    yield f"tỉnh {article.province}" if article.province else f"khu vực {article.region}"
    for grant in article.grants:
        yield from (f"{grant.form} của {grant.grantor}", grant.form, "Cấp tỉnh")
    yield from article.tags


# --- building


class Months:
    """The texts of a corpus, for the processes that read them: a block asks for one month after the other."""

    def __init__(self, corpus: Corpus) -> None:
        self.folder, self.where = corpus.folder, corpus.where
        self.month, self.texts = "", dict[str, search.Said]()

    def __call__(self, document: search.Entry, /) -> search.Said:
        """Return what a document says."""
        month = self.where[document.id]
        if month != self.month:
            self.month, self.texts = month, said_in(self.folder / f"{month}.pickle")
        return self.texts[document.id]

    def provinces(self, document: search.Entry, /) -> tuple[str, ...]:
        """Return the provinces of a document."""
        return self.whole(document).provinces

    def whole(self, document: search.Entry, /) -> search.Document:
        """Return a document: these are whole from the beginning."""
        assert isinstance(document, search.Document)
        return document

    def close(self) -> None:
        """Keep nothing open between months."""


def build(corpus: Corpus, kept: Path, out: Path, jobs: int) -> dict[str, float]:
    """Write the index into out/tim-kiem; say what it cost. `kept`: parts and slices of the last time."""
    before = {path.name for path in kept.iterdir()} if kept.exists() else set()
    cost = apart(_build, corpus, kept, out, jobs)
    new = [path for path in kept.iterdir() if path.name not in before]
    cost["inverted"] = sum(path.suffix == ".part" for path in new)
    cost["merged"] = sum(path.suffix == ".slice" for path in new)
    return cost


def apart(work: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Do the work in a process that knows of nothing else, and collects garbage as a build does."""
    with ProcessPoolExecutor(
        1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=gc.set_threshold,
        initargs=cli.GARBAGE,
    ) as pool:
        return pool.submit(work, *arguments).result()


def _build(corpus: Corpus, kept: Path, out: Path, jobs: int) -> dict[str, float]:
    shutil.rmtree(out / search.FOLDER, ignore_errors=True)
    with measured() as cost:
        files = indexing.index_of(corpus.documents, Months(corpus), indexing.Room(kept, jobs))
    for address, item in files.items():
        path = out / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendering.content(item))
    cost["cpu_ms_per_article"] = cost.pop("cpu_s") * 1000 / len(corpus.documents)
    return cost


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """What the block costs this process and those that it starts and that end before it does."""
    cost: dict[str, float] = {"own_rss_mb_before": own_rss_mb()}
    wall, cpu = time.perf_counter(), cpu_s()
    yield cost
    cost["wall_s"] = time.perf_counter() - wall
    cost["cpu_s"] = cpu_s() - cpu
    cost["own_rss_mb"] = own_rss_mb()
    cost["worker_rss_mb"] = rss_mb(resource.RUSAGE_CHILDREN)


def cpu_s() -> float:
    """Return the processor time of this process and of its children that ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def own_rss_mb() -> float:
    """Return the largest memory of this process so far. On Linux getrusage begins with that of the process
    which started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return rss_mb(resource.RUSAGE_SELF)
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+)", status.read_text("ascii"))
    return int(kilobytes) / 1024


def rss_mb(who: int) -> float:
    """Return the largest memory of a process so far."""
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def in_a_site(folder: Path, n: int, seed: int, jobs: int) -> dict[str, float]:
    """Build a whole site; return what the index cost in it, and the processor time of everything."""
    return apart(_in_a_site, folder, n, seed, jobs)


def _in_a_site(folder: Path, n: int, seed: int, jobs: int) -> dict[str, float]:
    shutil.rmtree(folder, ignore_errors=True)
    archive.write_site(folder, n, seed)
    config = folder / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("search: false", "search: true"), "utf-8")
    index: dict[str, float] = {}
    original = indexing.build

    def watched(*arguments: Any, **options: Any) -> indexing.Files:
        with measured() as cost:
            files = original(*arguments, **options)
        index.update(cost)
        return files

    indexing.build = watched
    with measured() as whole:
        report = pipeline.run(pipeline.Options(site=folder, output=folder / "output", jobs=jobs))
    assert report.ok, report.problems
    return {
        "index_cpu_ms_per_article": index["cpu_s"] * 1000 / n,
        "whole_cpu_ms_per_article": whole["cpu_s"] * 1000 / n,
    }


# --- questions


def ask(site: Path, queries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer queries with the browser's modules."""
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, "--experimental-default-type=module", str(RUNNER), str(site)],
        input=json.dumps(queries).encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def runs(s: str) -> Iterator[list[str]]:
    return (run for run in tokens.sentences(s) if len(run) > 3)


def names_and_phrases(corpus: Corpus, rnd: random.Random, count: int) -> list[str]:
    """Return names of three syllables, and other phrases of three and four, as they stand in random
    articles."""
    names: list[str] = []
    name = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯ][a-zà-ỹđ]+ ){2}[A-ZĐÂĂÊÔƠƯ][a-zà-ỹđ]+(?! [A-ZĐ])")
    phrases: list[str] = []
    while len(names) < count or len(phrases) < count:
        body = corpus.text(rnd.choice(corpus.documents))
        found = [match[0] for match in name.finditer(body)]
        if found and len(names) < count:
            names.append(rnd.choice(found))
        run = rnd.choice(list(runs(body)))
        size = rnd.choice((3, 4))
        start = rnd.randrange(len(run) - size + 1)
        if len(phrases) < count:
            phrases.append(" ".join(run[start : start + size]))
    return names + phrases


def longer_phrases(corpus: Corpus, rnd: random.Random, count: int) -> list[str]:
    """Return phrases of five to twelve syllables as they stand in random articles."""
    out: list[str] = []
    while len(out) < count:
        run = rnd.choice(list(runs(corpus.text(rnd.choice(corpus.documents)))))
        size = rnd.randint(5, 12)
        if len(run) >= size:
            start = rnd.randrange(len(run) - size + 1)
            out.append(" ".join(run[start : start + size]))
    return out


def brute_totals(corpus: Corpus, phrases: Sequence[str], jobs: int) -> list[int]:
    """Count the articles that hold each phrase, by looking at every article."""
    titles: dict[str, dict[str, str]] = {}
    for document in corpus.documents:
        titles.setdefault(corpus.where[document.id], {})[document.id] = document.title
    tasks = [(corpus.folder / f"{month}.pickle", inside, tuple(phrases)) for month, inside in titles.items()]
    with ProcessPoolExecutor(jobs) as pool:
        return [sum(counts) for counts in zip(*pool.map(_brute, tasks), strict=True)]


def _brute(task: tuple[Path, dict[str, str], tuple[str, ...]]) -> list[int]:
    path, titles, phrases = task
    parsed = [search_terms(phrase) for phrase in phrases]
    totals = [0] * len(phrases)
    texts = {name: "\n".join(said) for name, said in said_in(path).items()}
    for id, title in titles.items():
        # A break is a word that nobody looks for.
        exacts = [
            _exact(s) if s else "|" for s in (*tokens.syllables(title), "", *tokens.syllables(texts[id]))
        ]
        folds = [_fold(exact) for exact in exacts]
        joined = f" {' '.join(folds)} "
        places: dict[str, list[int]] = {}
        for n, terms in enumerate(parsed):
            if f" {' '.join(t.fold for t in terms)} " not in joined:
                continue
            if not places:
                for at, fold in enumerate(folds):
                    places.setdefault(fold, []).append(at)
            totals[n] += any(
                folds[at : at + len(terms)] == [t.fold for t in terms]
                and all(not t.marked or exacts[at + k] == t.exact for k, t in enumerate(terms))
                for at in places[terms[0].fold]
            )
    return totals


_exact = lru_cache(1 << 17)(tokens.exact)
_fold = lru_cache(1 << 17)(tokens.folded)


def search_terms(phrase: str) -> Any:
    from bangvang.search.query import terms_of

    return terms_of(phrase)


def mixed(corpus: Corpus, rnd: random.Random, count: int) -> list[dict[str, Any]]:
    """Return random queries: words of one article or of several, phrases, beginnings; marked, unmarked,
    partly."""
    out: list[dict[str, Any]] = []
    while len(out) < count:
        document = rnd.choice(corpus.documents)
        body = list(runs(f"{document.title}\n{corpus.text(document)}"))
        run = rnd.choice(body)
        size = rnd.randint(1, min(6, len(run)))
        start = rnd.randrange(len(run) - size + 1)
        words = run[start : start + size]
        if rnd.random() < 0.3:
            words = [rnd.choice(rnd.choice(body)) for _ in words]
        kept = rnd.choice((0.0, 0.5, 1.0))
        words = [word if rnd.random() < kept else tokens.folded(word) for word in words]
        q = " ".join(words)
        q = rnd.choice(
            (q, q + " ", f'"{q}"', f'"{q}" {rnd.choice(run)}', q[: max(1, len(q) - rnd.randint(1, 3))])
        )
        facets: dict[str, list[str]] = {}
        if rnd.random() < 0.4:
            for _ in range(rnd.randint(1, 3)):
                facet, value = rnd.choice(twin.facets_of(rnd.choice(corpus.documents)))
                facets.setdefault(facet, []).append(value)
        out.append({"q": q, "facets": facets, "sort": rnd.choice(twin.SORTS)})
    return out


COLD = (
    "khen thuong",
    "khen thưởng",
    "huân chương lao động",
    "nguyen van dung",
    '"Nguyễn Văn Dũng"',
    "an ninh Tổ quốc",
    '"an ninh Tổ quốc"',
    "bộ đội biên phòng",
    "phong trao thi dua",
    "khen th",
    "Quảng Nam bằng khen",
    "đỗ đôi dũng đầy",  # the four syllables with most forms
    "thành phố Hồ Chí",
    "tập thể cá nhân",
    "chiến sĩ thi đua",
)


# --- what an edit touches


def changed(before: Path, after: Path) -> int:
    """Count the files that differ between two trees of files."""
    old = {p.relative_to(before): p.read_bytes() for p in before.rglob("*.bin")}
    new = {p.relative_to(after): p.read_bytes() for p in after.rglob("*.bin")}
    return sum(old.get(path) != new.get(path) for path in old.keys() | new.keys())


def edited(corpus: Corpus, rnd: random.Random) -> Corpus:
    """Append a sentence of one article to the first paragraph of another, old one."""
    at = rnd.randrange(len(corpus.documents) // 2)
    document = sorted(corpus.documents, key=lambda d: d.order)[at]
    sentence = rnd.choice(
        [s for s in corpus.said(rnd.choice(corpus.documents)).text.split(". ") if 60 < len(s) < 140]
    )
    said = corpus.said(document)
    first, _, rest = said.text.partition("\n")
    return _with(corpus, document, said._replace(text=f"{first} {sentence}.\n{rest}"), old=document)


def appended(corpus: Corpus, rnd: random.Random) -> Corpus:
    """Add an article newer than all."""
    newest = max(corpus.documents, key=lambda d: d.order)
    added = replace(newest, id=f"{newest.id}-moi", url=newest.url.replace(".html", "-moi.html"))
    return _with(corpus, added, corpus.said(rnd.choice(corpus.documents)), old=None)


def _with(
    corpus: Corpus, document: search.Document, said: search.Said, *, old: search.Document | None
) -> Corpus:
    folder = corpus.folder.with_name(f"{corpus.folder.name}-{document.id}")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(corpus.folder, folder)
    month = corpus.where.get(document.id) or document.date[:7]
    path = folder / f"{month}.pickle"
    path.write_bytes(pickle.dumps({**said_in(path), document.id: said}))
    new = replace(document, digest=hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest())
    documents = [d for d in corpus.documents if d is not old] + [new]
    return Corpus(folder, documents, {**corpus.where, document.id: month})


# --- the report


def measure(n: int, seed: int, work: Path, jobs: int) -> dict[str, Any]:
    """Build an archive of n articles and measure everything."""
    rnd = random.Random(seed)
    corpus = make(work / "texts", n, seed)
    kept, site = work / "kept", work / "site"
    shutil.rmtree(kept, ignore_errors=True)
    report: dict[str, Any] = {"articles": n, "seed": seed, "build": build(corpus, kept, site, jobs)}
    if n <= 1000:
        report["in_a_site"] = in_a_site(work / "whole", n, seed, jobs)
    files = list((site / search.FOLDER).rglob("*.bin"))
    sizes = sorted(f.stat().st_size for f in files)
    report["index"] = {
        "kb_per_article": sum(sizes) / n / 1024,
        "files": len(files),
        "largest_kb": sizes[-1] / 1024,
        "over_64_kb": sum(size > 1 << 16 for size in sizes),
        "manifest_kb": (site / search.FOLDER / "index.bin").stat().st_size / 1024,
        "gate_kb_per_article": 4.5 + 1024 / n,
        "gate_files": 300 + 0.25 * n,
    }
    answers = ask(site, [{"q": q, "facets": {}, "cold": True, "columns": ["noi", "hinh-thuc"]} for q in COLD])
    with_tags = ask(site, [{"q": COLD[0], "facets": {}, "cold": True}])[0]
    report["queries"] = [
        {
            "q": q,
            "total": a["total"],
            "kb": a["bytes"] / 1024,
            "requests": a["requests"],
            "counts_kb": a["facet_bytes"] / 1024,
            "cards_kb": a["card_bytes"] / 1024,
            "card_requests": a["card_requests"],
            "cpu_ms": a["ms"],
        }
        for q, a in zip(COLD, answers, strict=True)
    ]
    report["query_gate_kb"] = 100 + 2 * n / 1024
    report["counts_gate_kb"] = 2 + 1.3 * n / 1024
    report["tags_counts_kb"] = (with_tags["facet_bytes"] - answers[0]["facet_bytes"]) / 1024
    for name, change in (("edit", edited), ("newest", appended)):
        other = work / name
        again = work / f"kept-{name}"
        shutil.rmtree(again, ignore_errors=True)
        shutil.copytree(kept, again, copy_function=os.link)
        cost = build(change(corpus, rnd), again, other, jobs)
        report[name] = {
            "files_changed": changed(site, other),
            "wall_s": cost["wall_s"],
            "inverted": cost["inverted"],
            "merged": cost["merged"],
        }
    for kind, phrases in (
        ("phrases", names_and_phrases(corpus, rnd, 30)),
        ("longer_phrases", longer_phrases(corpus, rnd, 20)),
    ):
        found = ask(site, [{"q": f'"{phrase}"'} for phrase in phrases])
        truth = brute_totals(corpus, phrases, jobs)
        report[kind] = {
            "asked": len(phrases),
            "equal": sum(a["total"] == t for a, t in zip(found, truth, strict=True)),
            "lost": sum(a["total"] < t for a, t in zip(found, truth, strict=True)),
            "found": sum(a["total"] for a in found),
            "true": sum(truth),
            # Articles that a browser would read, or believe when they are many.
            "unproven": [a["unproven"] for a in found if a["unproven"]],
        }
    if n <= 2000:
        queries = mixed(corpus, rnd, 200)
        seen = [twin.Seen(d, corpus.said(d)) for d in corpus.documents]
        wrong = []
        for query, answer in zip(queries, ask(site, queries), strict=True):
            right = search.find(seen, query["q"], query["facets"], query["sort"])
            counts = {(facet, value): count for facet, value, count in answer["counts"]}
            if list(right.ids) != answer["ids"] or dict(right.counts) != counts:
                wrong.append(query)
        report["mixed"] = {"asked": len(queries), "wrong": wrong}
    return report


def client_bytes() -> tuple[int, int]:
    """Return the bytes of the scripts that the search page loads at once, and of all that it ever loads, each
    squeezed as a server would."""
    folder = HERE.parent / "assets/js"
    written = {path.name: path.read_text("utf-8") for path in folder.glob("search*.js")}
    made = assets.bundle({f"js/{name}": source.encode() for name, source in written.items()})
    sizes = {name: len(gzip.compress(made.files[made.names[f"js/{name}"]], 9)) for name in written}
    at_once, waiting = set[str](), ["search-box.js", "search-guard.js", "search.js"]
    while waiting:
        name = waiting.pop()
        at_once.add(name)
        waiting += set(re.findall(r'^import .* from "\./(.+)";', written[name], re.MULTILINE)) - at_once
    return sum(sizes[name] for name in at_once), sum(sizes.values())


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, default=HERE / "work" / "search")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    first, whole = client_bytes()
    print(f"seed {seed}, client {first / 1000:.1f} KB at once, {whole / 1000:.1f} KB in all", file=sys.stderr)
    for n in options.articles:
        report = measure(n, seed, options.work / str(n), options.jobs)
        print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
