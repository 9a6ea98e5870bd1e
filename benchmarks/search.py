"""Measures the search against its gates: sizes, bytes of a query, cost of building, what an edit touches,
totals.

    python benchmarks/search.py [--articles 1000 10000] [--seed N] [--jobs 2] [--work DIR] [--json]

Each archive is made up by benchmarks/archive.py, its texts written to DIR first, so that making them up is
not counted. Building runs in worker processes; their processor time and largest memory are what is reported.
Queries are answered by the browser's own modules under Node, every query on a cold cache. Bytes are those of
the files.
"""

# ruff: noqa: S311 - random articles are no secret
from __future__ import annotations

import argparse
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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bangvang import search, text  # noqa: E402 - the path comes first
from bangvang.search import tokens, twin  # noqa: E402
from bangvang.search.output import TreePlan  # noqa: E402
from bangvang.search.tree import SliceResult  # noqa: E402
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

    def text(self, document: search.Document) -> str:
        return texts_of(self.folder / f"{self.where[document.id]}.pickle")[document.id]


def texts_of(path: Path) -> dict[str, str]:
    loaded: dict[str, str] = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program
    return loaded


def make(folder: Path, n: int, seed: int) -> Corpus:
    """Make up n articles and write their texts, one file for each month."""
    where: dict[str, str] = {}
    documents: list[search.Document] = []
    months: dict[str, dict[str, str]] = {}
    for article in archive.made(n, seed):
        body = MARKUP.sub("", article.body)
        forms = dict.fromkeys(text.slug(grant.form) for grant in article.grants)
        facets = [("hinh-thuc", form) for form in forms] + [
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
        months.setdefault(where[article.slug], {})[article.slug] = body
    folder.mkdir(parents=True)
    for month, inside in months.items():
        (folder / f"{month}.pickle").write_bytes(pickle.dumps(inside))
    return Corpus(folder, documents, where)


# --- building


class Builder:
    """Builds an index as a site does: parts and slices in worker processes, each kept under its key."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs
        self.parts = folder / "parts"
        self.slices = folder / "slices"
        self.parts.mkdir(parents=True, exist_ok=True)
        self.slices.mkdir(exist_ok=True)

    def build(self, corpus: Corpus, out: Path) -> dict[str, float]:
        """Write the index into out/tim-kiem; say what it cost."""
        wall, own = time.perf_counter(), time.process_time()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        plan = search.plan(corpus.documents)
        results: dict[str, list[SliceResult]] = {}
        inverted = merged = 0
        with multiprocessing.get_context("spawn").Pool(self.jobs) as pool:
            wanted = [block for tree in plan.trees for block in tree.blocks if not self._part(block).exists()]
            tasks = [
                (
                    block,
                    corpus.folder,
                    sorted({corpus.where[d.id] for d in block.documents}),
                    self._part(block),
                )
                for block in wanted
            ]
            inverted = len(tasks)
            pool.starmap(_invert, tasks, chunksize=1)
        for tree in plan.trees:
            paths = [self._part(block) for block in tree.blocks]
            with multiprocessing.get_context("spawn").Pool(
                self.jobs, _open, (tree.name, tree.newest, paths)
            ) as pool:
                done = pool.map(partial(_slice, self.slices), range(tree.slices), chunksize=1)
            merged += sum(new for _, new in done)
            results[tree.name] = [pickle.loads(Path(path).read_bytes()) for path, _ in done]  # noqa: S301
        folder = out / search.FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        files = [file for of_tree in results.values() for result in of_tree for file in result.files]
        for file in [*files, *search.finish(plan, results)]:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + time.process_time() - own
        return {
            "wall_s": time.perf_counter() - wall,
            "cpu_ms_per_article": cpu * 1000 / len(corpus.documents),
            "worker_rss_mb": after.ru_maxrss / 1024,
            "own_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "inverted": inverted,
            "merged": merged,
        }

    def _part(self, block: search.Block) -> Path:
        return self.parts / block.key


def _invert(block: search.Block, folder: Path, months: Sequence[str], out: Path) -> None:
    found: dict[str, str] = {}
    for month in months:
        found |= texts_of(folder / f"{month}.pickle")
    out.write_bytes(search.invert([(d.title, found[d.id]) for d in block.documents]))


_TREE: list[Any] = []


class FileBytes:
    """A file as bytes: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDONLY)

    def __getitem__(self, where: slice) -> bytes:
        start, stop = where.start or 0, where.stop
        return os.pread(self.handle, stop - start, start)


def _open(name: str, newest: bool, paths: Sequence[Path]) -> None:
    _TREE[:] = [TreePlan(name, (), newest).open([FileBytes(path) for path in paths])]


def _slice(folder: Path, number: int) -> tuple[str, bool]:
    tree = _TREE[0]
    path = folder / tree.key(number)
    if path.exists():
        return str(path), False
    path.write_bytes(pickle.dumps(tree.slice(number)))
    return str(path), True


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


def brute_totals(corpus: Corpus, phrases: Sequence[str]) -> list[int]:
    """Count the articles that hold each phrase, by looking at every article."""
    parsed = [search_terms(phrase) for phrase in phrases]
    needles = [
        (
            " " + " ".join(t.fold for t in terms) + " ",
            " " + " ".join(t.exact for t in terms) + " ",
            [t.marked for t in terms],
        )
        for terms in parsed
    ]
    totals = [0] * len(phrases)
    by_month: dict[str, list[search.Document]] = {}
    for document in corpus.documents:
        by_month.setdefault(corpus.where[document.id], []).append(document)
    for month, inside in by_month.items():
        texts = texts_of(corpus.folder / f"{month}.pickle")
        for document in inside:
            seen = None
            flat = " | ".join(
                " ".join(map(tokens.folded, run))
                for run in tokens.sentences(f"{document.title}\n{texts[document.id]}")
            )
            flat = f" {flat} "
            for n, (folds, _, _) in enumerate(needles):
                if folds in flat:
                    seen = seen or twin.Seen(document, texts[document.id])
                    totals[n] += seen.has(parsed[n])
    return totals


def search_terms(phrase: str) -> Any:
    from bangvang.search.query import parse

    return parse(f'"{phrase}"').phrases[0]


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
        [s for s in corpus.text(rnd.choice(corpus.documents)).split(". ") if 60 < len(s) < 140]
    )
    first, _, rest = corpus.text(document).partition("\n")
    return _with(corpus, document, f"{first} {sentence}.\n{rest}", old=document)


def appended(corpus: Corpus, rnd: random.Random) -> Corpus:
    """Add an article newer than all."""
    newest = max(corpus.documents, key=lambda d: d.order)
    added = replace(newest, id=f"{newest.id}-moi", url=newest.url.replace(".html", "-moi.html"))
    return _with(corpus, added, corpus.text(rnd.choice(corpus.documents)), old=None)


def _with(corpus: Corpus, document: search.Document, body: str, *, old: search.Document | None) -> Corpus:
    folder = corpus.folder.with_name(f"{corpus.folder.name}-{document.id}")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(corpus.folder, folder)
    month = corpus.where.get(document.id) or document.date[:7]
    path = folder / f"{month}.pickle"
    path.write_bytes(pickle.dumps({**texts_of(path), document.id: body}))
    new = replace(document, digest=hashlib.blake2b(body.encode(), digest_size=8).hexdigest())
    documents = [d for d in corpus.documents if d is not old] + [new]
    return Corpus(folder, documents, {**corpus.where, document.id: month})


# --- the report


def measure(n: int, seed: int, work: Path, jobs: int) -> dict[str, Any]:
    """Build an archive of n articles and measure everything."""
    rnd = random.Random(seed)
    shutil.rmtree(work, ignore_errors=True)
    corpus = make(work / "texts", n, seed)
    builder = Builder(work / "cache", jobs)
    site = work / "site"
    report: dict[str, Any] = {"articles": n, "seed": seed, "build": builder.build(corpus, site)}
    files = list((site / search.FOLDER).rglob("*.bin"))
    sizes = sorted(f.stat().st_size for f in files)
    report["index"] = {
        "kb_per_article": sum(sizes) / n / 1024,
        "files": len(files),
        "largest_kb": sizes[-1] / 1024,
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
        cost = builder.build(change(corpus, rnd), other)
        report[name] = {
            "files_changed": changed(site, other),
            "wall_s": cost["wall_s"],
            "inverted": cost["inverted"],
            "merged": cost["merged"],
        }
    phrases = names_and_phrases(corpus, rnd, 30)
    found = ask(site, [{"q": f'"{phrase}"'} for phrase in phrases])
    truth = brute_totals(corpus, phrases)
    report["phrases"] = {
        "asked": len(phrases),
        "equal": sum(a["total"] == t for a, t in zip(found, truth, strict=True)),
        "found": sum(a["total"] for a in found),
        "true": sum(truth),
    }
    if n <= 2000:
        queries = mixed(corpus, rnd, 200)
        texts = {d.id: corpus.text(d) for d in corpus.documents}
        seen = [twin.Seen(d, texts[d.id]) for d in corpus.documents]
        wrong = []
        for query, answer in zip(queries, ask(site, queries), strict=True):
            right = search.find(seen, query["q"], query["facets"], query["sort"])
            counts = {(facet, value): count for facet, value, count in answer["counts"]}
            if list(right.ids) != answer["ids"] or dict(right.counts) != counts:
                wrong.append(query)
        report["mixed"] = {"asked": len(queries), "wrong": wrong}
    return report


def client_bytes() -> int:
    """Return the bytes of the page's scripts, each squeezed as a server would."""
    import gzip

    return sum(
        len(gzip.compress(path.read_bytes(), 9)) for path in (HERE.parent / "assets/js").glob("search*.js")
    )


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
    print(f"seed {seed}, client {client_bytes() / 1024:.1f} KB", file=sys.stderr)
    for n in options.articles:
        report = measure(n, seed, options.work / str(n), options.jobs)
        print(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
