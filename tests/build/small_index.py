"""An index of sixty articles with all the parts that a large one has, made and its digest printed:
`python -m tests.build.small_index FOLDER JOBS`
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

from bangvang.build import indexing, rendering, workers
from bangvang.search import beginnings, layout, output, parts, tree
from tests.build.test_indexing import Texts
from tests.search import samples

# At the top: a process that begins anew for a part of the work reads this file, too.
workers.ENOUGH = workers.ENOUGH_ANEW = 1
output.ONE_TREE, output.NEWEST_AT_LEAST, parts.BLOCK_LIMIT, beginnings.LIMIT = 20, 5, 12, 300
tree.LARGE = tree.MANY = tree.APART = 40


def _small(documents: int, *_: int, **_newest: bool) -> layout.Layout:
    return layout.Layout(layout.slices_of(documents), 4, 200)


layout.Layout.of = _small  # type: ignore[method-assign,assignment]

if __name__ == "__main__":
    texts = dict(samples.at_random(random.Random(6), 60))  # noqa: S311 - the same every time
    room = indexing.Room(Path(sys.argv[1]), jobs=int(sys.argv[2]))
    files = indexing.index_of(texts, Texts(texts), room)
    digest = hashlib.sha256()
    for path, item in sorted(files.items()):
        digest.update(path.encode() + rendering.content(item))
    print(len(files), digest.hexdigest())
