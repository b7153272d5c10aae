"""How a number enters the ledger: measured under a committed rule, or replayed from the answers that are kept."""

import datetime as dt
import os
import platform
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import metadata
from itertools import zip_longest
from typing import Any, cast

import pydantic

from course_lib import settings
from course_lib.claims import Claim, load_result
from course_lib.data import files
from course_lib.errors import CourseError
from course_lib.evidence import Bench, Finding, Rule, Trial, digests, find, results
from course_lib.evidence.results import Result, Stamp
from course_lib.models import LanguageModel

PACKAGES = ("torch", "transformers", "sentence-transformers", "faiss-cpu", "bm25s", "scikit-learn", "numpy")
NAMED = 5  # items that differ, by name


def rerun(claim: Claim) -> Result:
    """Measure a claim under its rule and write `data/results/<id>.json`.

    Answers come from the user's cache where they are there already, so a run that was interrupted goes on.

    Raises:
        CourseError: on the full tier, with another model, on another Python, without a rule that a commit holds and
            that says what it costs and what can be attained.
    """
    rule = _ready(claim)
    if rule.attainable is None or rule.cost is None:
        raise CourseError(
            f"the rule of {claim.id} does not say what can be attained and what it costs; measure both on dev "
            "questions, write [claim.rule.attainable] and [claim.rule.cost] into data/claims.toml and commit it"
        )
    commit = rule_commit(claim)
    started = time.perf_counter()
    finding, stamp = _measured(rule, Bench(dtype=rule.dtype), "measured")
    result = Result(
        claim=claim.id,
        rule_sha256=rule.digest(),
        rule_commit=commit,
        measured_on=stamp.on,
        device=f"{platform.system()} {platform.machine()}, CPU, {settings.threads() or 'all'} threads",
        versions={name: metadata.version(name) for name in PACKAGES},
        minutes=round((time.perf_counter() - started) / 60, 1),
        stamps=(stamp,),
        finding=finding,
    )
    results.save(result)
    return result


def replay(claim: Claim) -> Result:
    """Go through a recorded result with the present code, from kept answers alone; if nothing differs, stamp it.

    Raises:
        CourseError: nothing is recorded, an answer is not in the cache, or something differs; it says which items.
    """
    rule = _ready(claim)
    recorded = load_result(claim)
    known = results.load_items(claim.id)
    again = f"measure it again with `course claims --rerun {claim.id}`"
    if recorded is None or not known:
        raise CourseError(f"{claim.id} has no recorded items under its present rule; {again}")
    bench = Bench(dtype=rule.dtype)
    missing = f"{claim.id}: an answer is not in the cache, and a replay asks no model; {again}"
    with sealed(bench.lm, missing) if rule.dtype is not None else nullcontext():
        finding, stamp = _measured(rule, bench, "replayed")
    pairs = list(zip_longest(known, finding.items))
    differing = [(old or new).name for old, new in pairs if old != new]
    if differing:
        named = ", ".join(differing[:NAMED]) + (" …" if len(differing) > NAMED else "")
        raise CourseError(f"{claim.id}: {len(differing)} of {len(pairs)} items differ: {named}; {again}")
    replayed = recorded.model_copy(update={"finding": finding, "stamps": (*recorded.stamps, stamp)})
    old_numbers, new_numbers = results.repeatable(recorded), results.repeatable(replayed)
    if old_numbers != new_numbers:
        named = ", ".join(name for name in new_numbers if old_numbers.get(name) != new_numbers[name]) or "tables"
        raise CourseError(f"{claim.id}: the items are the same, but numbers made of them differ: {named}; {again}")
    last = recorded.stamps[-1]
    if (last.code, last.data) == (stamp.code, stamp.data):
        return recorded
    stamped = recorded.model_copy(update={"stamps": (*recorded.stamps, stamp)})
    results.save(stamped)
    return stamped


@contextmanager
def sealed(lm: LanguageModel, message: str) -> Iterator[None]:
    """Let a language model raise when it is asked; its weights and fingerprint stay.

    An adapter can be put on it and numbers can be moved, as experiments that train do from what they kept.
    """

    def refuse(*_: Any, **__: Any) -> Any:
        raise CourseError(message)

    model = cast(Any, lm.model)
    model.forward = model.generate = refuse
    try:
        yield
    finally:
        del model.forward, model.generate


def _ready(claim: Claim) -> Rule:
    if settings.tier() != "laptop":
        raise CourseError("COURSE_TIER=full never writes the ledger; unset COURSE_TIER and run it again")
    if os.environ.get("COURSE_LM"):
        raise CourseError("COURSE_LM names another model: its results do not enter data/results/; unset it")
    if claim.rule is None:
        raise CourseError(f"claim {claim.id} has no rule yet; fix one in data/claims.toml and commit it first")
    if not digests.checked():
        raise CourseError("digests of the code are made on Python 3.11; run this with python3.11")
    return claim.rule


def _measured(rule: Rule, bench: Bench, by: str) -> tuple[Finding, Stamp]:
    with files.reading() as paths:
        finding = find(rule.experiment)(Trial.of_rule(rule, bench))
    stamp = Stamp(
        on=dt.date.today(), by=cast(Any, by), code=digests.code(rule.experiment), data=digests.data_files(paths)
    )
    return finding, stamp


# ---------------------------------------------------------------- rules and commits


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
    try:
        return [Rule.model_validate(fields).digest() for fields in rule_fields(commit, claim_id)]
    except pydantic.ValidationError:
        return []  # an older shape of the rule: another rule


def rule_fields(commit: str, claim_id: str) -> list[dict[str, Any]]:
    """Return a claim's rule as it is written in the ledger of a commit, as a list of none or one."""
    table = tomllib.loads(_git("show", f"{commit}:data/claims.toml"))
    return [c["rule"] for c in table.get("claim", []) if c["id"] == claim_id and "rule" in c]


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
