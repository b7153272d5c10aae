"""What an experiment finds: numbers with their intervals. They become text only where a person reads them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from course_lib.errors import ArgumentError
from course_lib.stats import Estimate, estimate, group_difference

RESAMPLES = 10_000


@dataclass(frozen=True)
class Timing:
    """Seconds that something took. No second run repeats them, so a replay leaves them out of its comparison."""

    seconds: float

    def __str__(self) -> str:
        return f"{1000 * self.seconds:.3g} ms" if self.seconds < 1 else f"{self.seconds:.3g} s"


Cell = str | int | float | Estimate | Timing
Row = dict[str, Cell]


@dataclass(frozen=True)
class Contrast:
    """The quantity a rule speaks of, with the two intervals the ledger needs."""

    ci95: Estimate
    ci99: Estimate

    @classmethod
    def of(
        cls,
        values: Sequence[float],
        clusters: Sequence[Hashable],
        *,
        seed: int = 0,
        bounds: tuple[float, float] = (0.0, 1.0),
    ) -> "Contrast":
        """Return the mean of values, whole clusters resampled."""
        return cls(
            *(
                estimate(values, clusters=clusters, level=level, resamples=RESAMPLES, seed=seed, bounds=bounds)
                for level in (0.95, 0.99)
            )
        )

    @classmethod
    def between(
        cls,
        values: Sequence[float],
        group: Sequence[bool],
        clusters: Sequence[Hashable],
        *,
        seed: int = 0,
        bounds: tuple[float, float] = (0.0, 1.0),
    ) -> "Contrast":
        """Return by how much the mean of values differs between two groups: group minus the rest.

        Whole clusters are resampled, so a cluster with values of both groups stays together.
        """
        return cls(
            *(
                group_difference(
                    values, group, clusters=clusters, level=level, resamples=RESAMPLES, seed=seed, bounds=bounds
                )
                for level in (0.95, 0.99)
            )
        )


@dataclass(frozen=True)
class Table:
    """Rows of numbers under a title. A row that lacks a column has nothing to say there."""

    title: str
    rows: list[Row]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order in which rows bring them."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def row(self, first: Cell | None = None, **where: Cell) -> Row:
        """Return the first row that begins with a value and has others in columns of these names.

        >>> Table("t", [{"arm": "RAG", "k": 1}, {"arm": "RAG", "k": 3}]).row("RAG", k=3)
        {'arm': 'RAG', 'k': 3}
        """
        for row in self.rows:
            begins = first is None or next(iter(row.values())) == first
            if begins and all(row.get(name) == value for name, value in where.items()):
                return row
        wanted = ", ".join([*([repr(first)] if first is not None else []), *(f"{k}={v!r}" for k, v in where.items())])
        there = ", ".join(repr(next(iter(row.values()))) for row in self.rows[:12])
        raise ArgumentError(f"table {self.title!r} has no row {wanted}; its rows begin with {there}")

    def estimate(self, column: str, first: Cell | None = None, **where: Cell) -> Estimate:
        """Return the estimate in a column of the row that :meth:`row` finds."""
        cell = self.row(first, **where).get(column)
        if not isinstance(cell, Estimate):
            raise ArgumentError(f"table {self.title!r} has no estimate in {column!r}; it has {', '.join(self.columns)}")
        return cell

    def texts(self) -> list[list[str]]:
        """Return the cells as a person reads them, the names of the columns first."""
        return [self.columns, *([shown(row.get(name, "")) for name in self.columns] for row in self.rows)]

    def __str__(self) -> str:
        texts = self.texts()
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        lines = ["  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip() for row in texts]
        return "\n".join([self.title, *(f"  {line}" for line in lines)])

    __repr__ = __str__  # a notebook keeps it beside the Markdown

    def _repr_markdown_(self) -> str:
        head, *rows = (f"| {' | '.join(texts)} |" for texts in self.texts())
        return "\n".join([f"*{self.title}*", "", head, "|---" * len(self.columns) + "|", *rows])


@dataclass(frozen=True)
class Item:
    """One thing that was measured: its name, and the digest of its prompt, the texts retrieved and its mark."""

    name: str
    digest: str


@dataclass(frozen=True)
class Finding:
    """What an experiment measured.

    Attributes:
        contrast: the effect that the claim's rule names.
        tables: what stands beside it.
        by_moderator: the same effect at each level of the rule's moderator, if it has one.
        interaction: the difference of the effect between the last and the first level.
        models: labels of the models used.
        dtype: of the language model, None without it.
        items: one entry a thing measured, so that a replay can say which differ.
    """

    contrast: Contrast
    tables: tuple[Table, ...] = ()
    by_moderator: Mapping[str, Contrast] = field(default_factory=dict)
    interaction: Contrast | None = None
    models: tuple[str, ...] = ()
    dtype: str | None = None
    items: tuple[Item, ...] = ()

    def __getitem__(self, title: str) -> Table:
        for table in self.tables:
            if table.title == title:
                return table
        raise ArgumentError(f"no table {title!r}; there are {', '.join(repr(t.title) for t in self.tables)}")

    def __str__(self) -> str:
        return "\n".join([f"contrast: {signed(self.contrast.ci95)}", *map(str, self.tables)])

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        parts = [f"**contrast** {signed(self.contrast.ci95)}", *(table._repr_markdown_() for table in self.tables)]
        return "\n\n".join(parts)


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it.

    >>> shown(0.25), shown(1690), shown(Timing(0.0281))
    ('0.250', '1,690', '28.1 ms')
    """
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def signed(value: Estimate) -> str:
    """Return an effect with its sign, its interval and how much went in."""
    ends = f"{value.mean:+.3f}, {value.level:.0%} interval [{value.ci_low:+.3f}, {value.ci_high:+.3f}]"
    return f"{ends}{', identical in all' if value.identical else ''}, n={value.n:,}"
