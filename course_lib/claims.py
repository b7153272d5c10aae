"""The ledger: every claim, the rule fixed before its number, the recorded result, and the verdict.

`data/claims.toml` holds the claims and rules, `data/results/<id>.json` what was measured. A verdict is
computed from both each time it is asked for, never stored, so that neither can be edited alone:
a result whose rule has changed since is void.
"""

import datetime as dt
import hashlib
import json
import platform
import re
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import pydantic
from pydantic import BaseModel, ConfigDict

from course_lib import settings
from course_lib.data import files
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.experiments import Finding, Setting, find
from course_lib.stats import Estimate

Verdict = Literal[
    "supported", "refuted", "inconclusive", "depends", "true by construction", "not testable here", "open"
]
Travel = Literal["likely holds", "weaker", "reverses", "unknown"]
PACKAGES = ("torch", "transformers", "sentence-transformers", "faiss-cpu", "bm25s", "scikit-learn", "numpy")


class Rule(BaseModel):
    """What decides a claim, fixed in a commit before its number.

    Attributes:
        experiment: module of `course_lib.experiments`.
        contrast: the quantity, in words.
        margin: the smallest effect that would matter to a user, in the contrast's unit.
        beyond: on which side of the margin the claim is supported.
        unit: what is resampled.
        moderator: what the effect may depend on, in words; None for no such test.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    experiment: str
    contrast: str
    margin: float
    beyond: Literal["above", "below"] = "above"
    unit: str
    seeds: int
    moderator: str | None = None

    def digest(self) -> str:
        """Return the rule's sha256: a result carries it, so an edited rule voids the result."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Claim(BaseModel):
    """One claim of the articles, or one gate of the course's own data.

    Attributes:
        id: such as R18; gates begin with G.
        articles: letters of the articles that make it.
        lesson: its owner.
        plan: how it is to be measured, in words, until a rule is fixed.
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
    settled: Literal["true by construction", "not testable here"] | None = None
    why: str = ""
    travel: Travel = "unknown"
    travel_source: str = ""


class Result(BaseModel):
    """What one recorded run measured, with all it depends on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    claim: str
    rule_sha256: str
    rule_commit: str
    measured_on: dt.date
    finding: dict[str, Any]
    models: tuple[str, ...]
    dtype: str | None
    device: str
    versions: dict[str, str]
    questions_sha256: str

    def estimate(self, *path: str) -> Estimate:
        """Return an estimate of the finding, such as ``estimate("contrast", "ci99")``."""
        value: Any = self.finding
        for part in path:
            value = value[part]
        return Estimate(**value)


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
            where = ".".join(map(str, first["loc"]))
            raise DataError(f"{path}: claim {fields.get('id', '?')}: field {where!r}: {first['msg']}") from None
    twice = {c.id for c in claims if sum(c.id == other.id for other in claims) > 1}
    if twice:
        raise DataError(f"{path}: claim id {min(twice)!r} stands twice; rename one")
    return claims


def load_claim(claim_id: str) -> Claim:
    """Return one claim by its id."""
    claims = {claim.id: claim for claim in load_claims()}
    if claim_id not in claims:
        raise ArgumentError(f"no claim {claim_id!r} in the ledger; `course claims` lists them")
    return claims[claim_id]


def load_result(claim: Claim) -> Result | None:
    """Return the recorded result of a claim, or None if there is none or its rule has changed since."""
    path = _result_path(claim.id)
    if claim.rule is None or not path.exists():
        return None
    try:
        result = Result.model_validate_json(files.read_text(path))
    except pydantic.ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise DataError(f"{path}: field {field!r} is wrong; run `course claims --rerun {claim.id}`") from None
    return result if result.rule_sha256 == claim.rule.digest() else None


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
    levels = {
        _side(claim.rule, result.estimate("by_moderator", level, "ci99")) for level in result.finding["by_moderator"]
    }
    if result.finding["interaction"] is not None:
        difference = result.estimate("interaction", "ci99")
        if not difference.ci_low <= 0 <= difference.ci_high and {"supported", "refuted"} <= levels:
            return "depends"
    return _side(claim.rule, result.estimate("contrast", "ci99"))


def _side(rule: Rule, ci99: Estimate) -> Verdict:
    low, high = (ci99.ci_low, ci99.ci_high) if rule.beyond == "above" else (-ci99.ci_high, -ci99.ci_low)
    margin = rule.margin if rule.beyond == "above" else -rule.margin
    if low > margin:
        return "supported"
    return "refuted" if high < margin else "inconclusive"


def rerun(claim: Claim, *, dtype: str | None = None) -> Result:
    """Measure a claim in record mode on the laptop tier and write `data/results/<id>.json`.

    Raises:
        CourseError: on the full tier, without a fixed rule, or with a rule that no commit holds yet.
    """
    if settings.tier() != "laptop":
        raise CourseError("COURSE_TIER=full never writes the ledger; unset COURSE_TIER and run it again")
    if claim.rule is None:
        raise CourseError(f"claim {claim.id} has no rule yet; fix one in data/claims.toml and commit it first")
    commit = rule_commit(claim)
    finding = find(claim.rule.experiment)(Setting(mode="record", dtype=dtype))
    result = Result(
        claim=claim.id,
        rule_sha256=claim.rule.digest(),
        rule_commit=commit,
        measured_on=dt.date.today(),
        finding=_plain(finding),
        models=finding.models,
        dtype=finding.dtype,
        device=_device(),
        versions={name: metadata.version(name) for name in PACKAGES},
        questions_sha256=questions_digest(),
    )
    path = _result_path(claim.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".part")
    scratch.write_text(result.model_dump_json(indent=1) + "\n", encoding="utf-8")
    scratch.replace(path)
    return result


def rule_commit(claim: Claim) -> str:
    """Return the earliest commit whose `data/claims.toml` holds the claim's rule as it stands now.

    Raises:
        CourseError: if none does: a rule that is fixed after the number decides nothing.
    """
    history = _git("log", "--format=%H", "--reverse", "--", "data/claims.toml").split()
    wanted = claim.rule.digest() if claim.rule else None
    for commit in history:
        if wanted in rules_at(commit, claim.id):
            return commit
    raise CourseError(f"the rule of {claim.id} is in no commit yet; commit data/claims.toml, then rerun")


def rules_at(commit: str, claim_id: str) -> list[str]:
    """Return the digest of a claim's rule in the ledger of a commit, as a list of none or one."""
    table = tomllib.loads(_git("show", f"{commit}:data/claims.toml"))
    fields = [c["rule"] for c in table.get("claim", []) if c["id"] == claim_id and "rule" in c]
    try:
        return [Rule.model_validate(rule).digest() for rule in fields]
    except pydantic.ValidationError:
        return []  # an older shape of the rule: another rule


def questions_digest() -> str:
    """Return the sha256 of the frozen test questions."""
    path = settings.data_dir() / "questions" / "test.jsonl"
    return hashlib.sha256(path.read_bytes()).hexdigest()


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

    def lines(self) -> list[tuple[str, str]]:
        """Return the card as pairs of a label and its text."""
        claim, rule, result = self.claim, self.claim.rule, self.result
        lines = [("claim", f"{claim.text} ({_source(claim)})"), ("verdict", self.verdict)]
        if rule is not None:
            lines += [
                ("measure", f"{rule.contrast}; whole {rule.unit}s resampled"),
                (
                    "rule",
                    f"supported if the whole 99 % interval lies {rule.beyond} {rule.margin:g}, refuted if none of it",
                ),
            ]
        if rule is not None and result is not None:
            contrast = result.estimate("contrast", "ci99")
            lines.append(("measured", f"{_interval(contrast)}, n={contrast.n} ({contrast.clusters} {rule.unit}s)"))
            levels = list(result.finding["by_moderator"])
            for level in levels:
                part = result.estimate("by_moderator", level, "ci99")
                lines.append((level, f"{_interval(part)}, n={part.n}"))
            if result.finding["interaction"] is not None:
                difference = _interval(result.estimate("interaction", "ci99"))
                lines.append(("interaction", f"{difference}: '{levels[-1]}' minus '{levels[0]}'"))
            made = ", ".join((*result.models, *([result.dtype] if result.dtype else [])))
            lines.append(("made with", f"{made}, {result.measured_on}, rule of commit {result.rule_commit[:10]}"))
        if claim.why:
            lines.append(("why", claim.why))
        lines.append(("larger models", _travel(claim)))
        return lines

    def __str__(self) -> str:
        return "\n".join(f"{label:<{20}} {text}" for label, text in [(self.claim.id, ""), *self.lines()])

    __repr__ = __str__  # a notebook keeps it beside the table: no memory address

    def _repr_markdown_(self) -> str:
        rows = "".join(f"| {label} | {text} |\n" for label, text in self.lines())
        return f"| **{self.claim.id}** | |\n|---|---|\n{rows}"


def card(claim_id: str) -> Card:
    """Return the card of a claim."""
    return Card(load_claim(claim_id))


_OWN = {"G": "a gate of the course's own data", "M": "half of a claim settled later", "T": "a threat to retrieval"}


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


def _interval(value: Estimate) -> str:
    return f"{value.mean:+.3f}, {value.level:.0%} interval [{value.ci_low:+.3f}, {value.ci_high:+.3f}]"


def _plain(finding: Finding) -> dict[str, Any]:
    """Return what of a finding goes to disk, rounded to six places so that files change only when it matters."""
    kept = asdict(finding)
    for name in ("models", "dtype"):
        kept.pop(name)
    plain: dict[str, Any] = json.loads(json.dumps(kept), parse_float=lambda text: round(float(text), 6))
    return plain


def _result_path(claim_id: str) -> Path:
    if not re.fullmatch(r"[A-Z]\d\d", claim_id):
        raise ArgumentError(f"claim id {claim_id!r}: write a letter and two digits, such as R18")
    return settings.data_dir() / "results" / f"{claim_id}.json"


def _device() -> str:
    return f"{platform.system()} {platform.machine()}, CPU, {settings.threads() or 'all'} threads"


def _git(*arguments: str) -> str:
    folder = settings.data_dir().parent
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CourseError(
            "the ledger is written from a git checkout, so that the rule's commit can be named; "
            "clone the course with git"
        ) from error
    return done.stdout
