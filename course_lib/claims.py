"""The ledger: every claim, the rule fixed before its number, the recorded result, and the verdict.

`data/claims.toml` holds the claims and rules, `data/results/<id>.json` what was measured. A verdict is
computed from both each time it is asked for, never stored, so that neither can be edited alone:
a result whose rule has changed since is void, one whose code or data have changed is *stale*.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Literal

import pydantic
from pydantic import BaseModel, ConfigDict, model_validator

from course_lib import settings
from course_lib.data import files
from course_lib.errors import ArgumentError, DataError
from course_lib.evidence import results
from course_lib.evidence.finding import Table, signed
from course_lib.evidence.results import Result
from course_lib.evidence.rule import Rule
from course_lib.stats import Estimate

Verdict = Literal[
    "supported", "refuted", "inconclusive", "depends", "true by construction", "not testable here", "open"
]
Travel = Literal["likely holds", "weaker", "reverses", "unknown"]
CONFIRMED = "re-worded, confirmed on new items"


class Withdrawn(BaseModel):
    """A rule that was found wrong: not edited, its number stays readable, as exploratory.

    Attributes:
        why: what was wrong with it.
        result: its file in `data/results/withdrawn/`, such as ``R07-1``; empty if it was never measured.
        seen: whether the contrast of the rule that replaces it could be read from the number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: Rule
    why: str
    result: str = ""
    seen: bool = False


class Claim(BaseModel):
    """One claim of the articles, or one gate of the course's own data.

    Attributes:
        id: such as R18; gates begin with G.
        articles: letters of the articles that make it.
        lesson: its owner.
        plan: how it is to be measured, in words, until a rule is fixed.
        withdrawn: rules that were found wrong.
        joins: the claim whose half this is, and ``joins_how`` it is put together.
        settled: a verdict that needs no number, with its reason in ``why``.
        travel: how it is expected to hold for larger models, with its ``travel_source``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    text: str
    articles: tuple[str, ...]
    lesson: str
    plan: str
    rule: Rule | None = None
    withdrawn: tuple[Withdrawn, ...] = ()
    joins: str | None = None
    joins_how: str = ""
    settled: Literal["true by construction", "not testable here"] | None = None
    why: str = ""
    travel: Travel = "unknown"
    travel_source: str = ""

    @model_validator(mode="after")
    def _seen_contrasts_are_confirmed_elsewhere(self) -> "Claim":
        for old in self.withdrawn:
            if old.seen and self.rule is not None and self.rule.split == old.rule.split:
                raise ValueError(
                    f"the rule's contrast was seen on split {old.rule.split!r}; decide it on questions that were "
                    "never run: split = 'confirm'"
                )
        if (self.joins is None) != (not self.joins_how):
            raise ValueError("joins and joins_how go together: name the claim, and say how this half joins it")
        return self

    @property
    def confirmed(self) -> bool:
        """Whether the rule replaces one whose number had shown its contrast."""
        return self.rule is not None and any(old.seen for old in self.withdrawn)


def load_claims() -> list[Claim]:
    """Return every claim of the ledger in its order.

    Raises:
        DataError: naming the claim and the field that is wrong.
    """
    path = settings.data_dir() / "claims.toml"
    try:
        table = tomllib.loads(files.read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}; mend that line") from None
    claims = []
    for fields in table.get("claim", []):
        try:
            claims.append(Claim.model_validate(fields))
        except pydantic.ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "rule"
            raise DataError(f"{path}: claim {fields.get('id', '?')}: field {where!r}: {first['msg']}") from None
    ids = [claim.id for claim in claims]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise DataError(f"{path}: claim id {min(twice)!r} stands twice; rename one")
    for claim in claims:
        if claim.joins is not None and claim.joins not in ids:
            raise DataError(
                f"{path}: claim {claim.id}: field 'joins': no claim {claim.joins!r}; name one that is there"
            )
    return claims


def load_claim(claim_id: str) -> Claim:
    """Return one claim by its id, in capitals or not."""
    claims = {claim.id: claim for claim in load_claims()}
    if claim_id.upper() not in claims:
        raise ArgumentError(f"no claim {claim_id!r} in the ledger; `course claims` lists them")
    return claims[claim_id.upper()]


def load_result(claim: Claim) -> Result | None:
    """Return the recorded result of a claim, or None if there is none or its rule has changed since."""
    if not re.fullmatch(r"[A-Z]\d\d", claim.id):
        raise ArgumentError(f"claim id {claim.id!r}: write a letter and two digits, such as R18")
    result = results.load(claim.id) if claim.rule is not None else None
    return result if claim.rule and result and result.rule_sha256 == claim.rule.digest() else None


def load_withdrawn(claim: Claim) -> list[tuple[Withdrawn, Result | None]]:
    """Return the rules of a claim that were withdrawn, with their numbers."""
    return [(old, results.load(f"withdrawn/{old.result}") if old.result else None) for old in claim.withdrawn]


def verdict(claim: Claim, result: Result | None) -> Verdict:
    """Return what the recorded numbers say under the claim's rule.

    *supported*: the 99 % interval lies wholly beyond the margin. *refuted*: wholly short of it.
    *depends*: the interaction with the moderator excludes 0 at 99 %, and the claim is supported at one
    level of the moderator and refuted at another. *inconclusive*: neither. *open*: not measured yet.
    """
    if claim.settled is not None:
        return claim.settled
    if claim.rule is None or result is None:
        return "open"
    return judged(claim.rule, result)


def judged(rule: Rule, result: Result) -> Verdict:
    """Return what numbers say under a rule."""
    finding = result.finding
    levels = {_side(rule, level.ci99) for level in finding.by_moderator.values()}
    if finding.interaction is not None:
        difference = finding.interaction.ci99
        if not difference.ci_low <= 0 <= difference.ci_high and {"supported", "refuted"} <= levels:
            return "depends"
    return _side(rule, finding.contrast.ci99)


def _side(rule: Rule, ci99: Estimate) -> Verdict:
    low, high = (ci99.ci_low, ci99.ci_high) if rule.beyond == "above" else (-ci99.ci_high, -ci99.ci_low)
    margin = rule.margin if rule.beyond == "above" else -rule.margin
    if low > margin:
        return "supported"
    return "refuted" if high < margin else "inconclusive"


def chance_verdicts(claims: Sequence[Claim]) -> float:
    """Return how many supported or refuted verdicts chance alone would give among the measured claims.

    Each rests on a 99 % interval; if every true effect lay exactly on its margin, one in a hundred
    would fall wholly to one side.
    """
    return 0.01 * sum(load_result(claim) is not None for claim in claims)


class Card:
    """One claim with its rule, numbers and verdict, for the terminal and for a notebook."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.result = load_result(claim)
        self.verdict = verdict(claim, self.result)
        self.state = self.result.state(claim.rule.experiment) if claim.rule and self.result else None

    @property
    def said(self) -> str:
        """The verdict, and whether its number is stale or was confirmed on new items."""
        notes = [
            note for note in (CONFIRMED if self.claim.confirmed else "", self.state) if note in (CONFIRMED, "stale")
        ]
        return f"{self.verdict} ({', '.join(notes)})" if notes and self.verdict != "open" else self.verdict

    def lines(self) -> list[tuple[str, str]]:
        """Return the card as pairs of a label and its text."""
        claim, rule, result = self.claim, self.claim.rule, self.result
        lines = [("claim", f"{claim.text} ({_source(claim)})"), ("verdict", self.said)]
        if rule is not None:
            lines += list(_rule_lines(rule))
        if rule is not None and result is not None:
            lines += list(_result_lines(rule, result))
            lines.append(("code", _state_line(rule, result)))
        if claim.joins is not None:
            lines.append((f"joins {claim.joins}", claim.joins_how))
        if claim.why:
            lines.append(("why", claim.why))
        lines.append(("larger models", _travel(claim)))
        for old, number in load_withdrawn(claim):
            said = (
                f"{signed(number.estimate('contrast', 'ci99'))}: {judged(old.rule, number)}" if number else "no number"
            )
            lines.append(("withdrawn", f"{old.rule.contrast}. {said}; exploratory. Why: {old.why}"))
        return lines

    def tables(self, *titles: str) -> list[Table]:
        """Return the recorded tables of these titles, named by their claim; none if nothing is recorded."""
        found = self.result.finding.tables if self.result else ()
        return [Table(f"{self.claim.id}, recorded: {t.title}", t.rows) for t in found if t.title in titles]

    def __str__(self) -> str:
        return "\n".join(f"{label:<{20}} {text}" for label, text in [(self.claim.id, ""), *self.lines()])

    __repr__ = __str__  # a notebook keeps it beside the table: no memory address

    def _repr_markdown_(self) -> str:
        rows = "".join(f"| {label} | {text} |\n" for label, text in self.lines())
        return f"| **{self.claim.id}** | |\n|---|---|\n{rows}"


def card(claim_id: str) -> Card:
    """Return the card of a claim."""
    return Card(load_claim(claim_id))


def _rule_lines(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "measure", f"{rule.contrast}; whole {rule.unit}s resampled"
    said = f"supported if the whole 99 % interval lies {rule.beyond} {rule.margin:g}, refuted if none of it"
    if rule.attainable is not None:
        said += f"; useless would be {rule.attainable.useless:g}, perfect {rule.attainable.perfect:g}"
    yield "rule", said
    if rule.cost is not None:
        yield "costs", cost(rule)


def cost(rule: Rule) -> str:
    """Return in words what a measurement takes."""
    if rule.cost is None:
        return "not stated"
    c = rule.cost
    start = "from an empty cache" if c.after is None else f"after {c.after}"
    return f"{c.answers:,} answers, {c.tokens:,} tokens, about {c.minutes:g} minutes on two cores {start}"


def _result_lines(rule: Rule, result: Result) -> Iterator[tuple[str, str]]:
    finding = result.finding
    contrast = finding.contrast.ci99
    yield "measured", f"{signed(contrast)} ({contrast.clusters} {rule.unit}s)"
    for level, part in finding.by_moderator.items():
        yield level, signed(part.ci99)
    if finding.interaction is not None:
        levels = list(finding.by_moderator)
        yield "interaction", f"{signed(finding.interaction.ci99)}: '{levels[-1]}' minus '{levels[0]}'"
    made = ", ".join((*finding.models, *([finding.dtype] if finding.dtype else [])))
    yield "made with", f"{made}, {result.measured_on}, rule of commit {result.rule_commit[:10]}"


def _state_line(rule: Rule, result: Result) -> str:
    state = result.state(rule.experiment)
    if state == "not checked":
        return "not checked: digests are made on Python 3.11"
    if state == "current":
        return f"as {result.stamps[-1].by} on {result.stamps[-1].on}"
    changed = result.changes(rule.experiment)
    more = f" and {len(changed) - 4} more" if len(changed) > 4 else ""
    return f"stale, the number is that of other code or data: {', '.join(changed[:4])}{more}"


_OWN = {
    "G": "a gate of the course's own data",
    "M": "half of a claim settled later",
    "T": "a threat or a remedy of the course's own",
}


def _source(claim: Claim) -> str:
    if not claim.articles:
        return _OWN[claim.id[0]]
    return f"article{'s' * (len(claim.articles) > 1)} {', '.join(claim.articles)}"


def _travel(claim: Claim) -> str:
    """Say how the *verdict*, not the claim, is expected to hold for larger models."""
    said = {
        "likely holds": "this verdict likely holds",
        "weaker": "the effect is likely weaker",
        "reverses": "the verdict likely reverses",
        "unknown": "unknown",
    }[claim.travel]
    return f"{said}: {claim.travel_source}" if claim.travel_source else said
