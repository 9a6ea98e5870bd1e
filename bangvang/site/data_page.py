"""The page that describes the data for download; the files themselves are in `dataset`."""

from __future__ import annotations

from dataclasses import dataclass

from bangvang.site.links import Link, Site, home_link


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """`rows` None and no columns: a file that is no table."""

    url: str
    name: str
    description: str
    rows: int | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    title: str
    description: str
    crumbs: tuple[Link, ...]
    files: tuple[DataFile, ...]


def data_page(
    site: Site, files: tuple[tuple[str, str, int | None, tuple[tuple[str, str], ...]], ...]
) -> DataView:
    """`files`: (name, word, rows, ((column, type), …)); no rows and no columns for what is no table."""
    w = site.words
    shown = tuple(
        DataFile(
            f"du-lieu/{name}",
            name,
            w(f"data.{word}"),
            rows,
            tuple(Column(column, kind, w(f"data.column.{column}")) for column, kind in columns),
        )
        for name, word, rows, columns in files
    )
    return DataView(w("data.title"), w("data.lead"), (home_link(site),), shown)
