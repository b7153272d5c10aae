"""The ledger decides by rules fixed beforehand, and refuses what was not."""

import datetime as dt
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from course_lib import claims, settings
from course_lib.claims import Claim, Result, Rule
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.stats import Estimate

RULE = Rule(experiment="retrieval", contrast="a minus b", margin=0.05, unit="document", seeds=1)
CLAIM = Claim(id="R99", text="t", articles=("A",), lesson="04_embeddings", plan="p", rule=RULE)


def interval(low: float, high: float, level: float = 0.99) -> dict[str, Any]:
    return {"mean": (low + high) / 2, "ci_low": low, "ci_high": high, "n": 10, "clusters": 5, "level": level}


def result(low: float, high: float, **finding: Any) -> Result:
    contrast = {"ci95": interval(low, high, 0.95), "ci99": interval(low, high)}
    return Result(
        claim="R99", rule_sha256=RULE.digest(), rule_commit="0" * 40, measured_on=dt.date(2026, 1, 1),
        finding={"contrast": contrast, "by_moderator": {}, "interaction": None, "tables": {}} | finding,
        models=("m",), dtype=None, device="d", versions={}, questions_sha256="0" * 64,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.06, 0.2, "supported"), (0.05, 0.2, "inconclusive"), (0.0, 0.1, "inconclusive"), (-0.2, 0.04, "refuted")],
)
def test_a_verdict_needs_the_whole_interval(low: float, high: float, verdict: str) -> None:
    assert claims.verdict(CLAIM, result(low, high)) == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(0.0, 0.04, "supported"), (0.06, 0.2, "refuted"), (0.02, 0.08, "inconclusive")]
)
def test_a_rule_may_ask_for_less_than_the_margin(low: float, high: float, verdict: str) -> None:
    below = CLAIM.model_copy(update={"rule": RULE.model_copy(update={"beyond": "below"})})
    assert claims.verdict(below, result(low, high)) == verdict


def levels(first: tuple[float, float], second: tuple[float, float]) -> dict[str, Any]:
    return {name: {"ci99": interval(*ends)} for name, ends in (("low", first), ("high", second))}


def test_depends_needs_an_interaction_and_opposite_levels() -> None:
    apart = {"ci99": interval(-0.5, -0.2)}
    together = {"ci99": interval(-0.1, 0.2)}
    opposite, alike = levels((0.1, 0.3), (-0.3, -0.1)), levels((0.1, 0.3), (0.0, 0.2))
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=opposite, interaction=apart)) == "depends"
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=opposite, interaction=together)) == "inconclusive"
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=alike, interaction=apart)) == "inconclusive"


def test_without_a_rule_or_a_result_a_claim_is_open() -> None:
    assert claims.verdict(CLAIM, None) == "open"
    assert claims.verdict(CLAIM.model_copy(update={"rule": None}), result(1, 2)) == "open"


def test_an_edited_rule_voids_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "R99.json").write_text(result(0.1, 0.2).model_dump_json(), encoding="utf-8")
    assert claims.load_result(CLAIM) is not None
    assert claims.load_result(CLAIM.model_copy(update={"rule": RULE.model_copy(update={"margin": 0.04})})) is None


# ---------------------------------------------------------------- the real ledger


def test_every_claim_of_the_articles_is_in_the_ledger_with_its_owner() -> None:
    ids = [claim.id for claim in claims.load_claims()]
    wanted = [
        f"{group}{i:02d}" for group, last in (("R", 24), ("F", 24), ("H", 7), ("X", 11)) for i in range(1, last + 1)
    ]
    assert [i for i in ids if not i.startswith(("G", "M", "T"))] == wanted  # gates, halves and threats are our own
    assert all(re.fullmatch(r"(0[4-9]|1[0-6])_[a-z_]+", claim.lesson) for claim in claims.load_claims())


RECORDED = [claim for claim in claims.load_claims() if (settings.data_dir() / "results" / f"{claim.id}.json").exists()]


@pytest.mark.parametrize("claim", RECORDED, ids=lambda c: c.id)
def test_a_recorded_result_rests_on_the_present_rule_questions_and_an_earlier_commit(claim: Claim) -> None:
    found = claims.load_result(claim)
    assert found is not None, "the rule was edited after the result: rerun it"
    assert found.questions_sha256 == claims.questions_digest()
    known = subprocess.run(
        ["git", "cat-file", "-e", found.rule_commit], cwd=settings.data_dir(), capture_output=True, check=False
    )
    if known.returncode:
        pytest.skip("a shallow checkout: the rule's commit is not here")
    assert claims.rules_at(found.rule_commit, claim.id) == [found.rule_sha256]
    results = f"{found.rule_commit}:data/results/{claim.id}.json"
    there = subprocess.run(
        ["git", "cat-file", "-e", results], cwd=settings.data_dir().parent, check=False, capture_output=True
    )
    assert there.returncode, "the rule and its first number came in one commit"


@pytest.mark.parametrize("claim", RECORDED, ids=lambda c: c.id)
def test_a_card_shows_verdict_and_interval(claim: Claim) -> None:
    card = claims.card(claim.id)
    assert card.verdict in str(card) and "99% interval" in str(card)
    assert f"| verdict | {card.verdict} |" in card._repr_markdown_()


# ---------------------------------------------------------------- rerun refuses


def ledger(folder: Path, rule: str) -> None:
    (folder / "data").mkdir(exist_ok=True)
    text = f'[[claim]]\nid = "R99"\ntext = "t"\narticles = ["A"]\nlesson = "04_embeddings"\nplan = "p"\n{rule}'
    (folder / "data" / "claims.toml").write_text(text, encoding="utf-8")


FIXED = '[claim.rule]\nexperiment = "retrieval"\ncontrast = "c"\nmargin = 0.1\nunit = "document"\nseeds = 1\n'


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "data"))
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def commit(folder: Path) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), "add", "."], check=True)
    subprocess.run(["git", "-C", str(folder), *who, "commit", "-qm", "m"], check=True)
    done = subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_rerun_refuses_a_claim_without_a_rule(checkout: Path) -> None:
    ledger(checkout, "")
    commit(checkout)
    with pytest.raises(CourseError, match="R99 has no rule yet"):
        claims.rerun(claims.load_claim("R99"))


def test_rerun_refuses_a_rule_that_no_commit_holds(checkout: Path) -> None:
    ledger(checkout, "")
    commit(checkout)
    ledger(checkout, FIXED)
    with pytest.raises(CourseError, match="the rule of R99 is in no commit yet"):
        claims.rerun(claims.load_claim("R99"))


def test_the_earliest_commit_with_the_rule_is_named(checkout: Path) -> None:
    ledger(checkout, FIXED)
    first = commit(checkout)
    ledger(checkout, FIXED + '[[claim]]\nid = "R98"\ntext = "t"\narticles = []\nlesson = "04_embeddings"\nplan = "p"\n')
    commit(checkout)
    assert claims.rule_commit(claims.load_claim("R99")) == first


def test_the_full_tier_never_writes(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(checkout, FIXED)
    commit(checkout)
    monkeypatch.setenv("COURSE_TIER", "full")
    with pytest.raises(CourseError, match="COURSE_TIER=full never writes the ledger"):
        claims.rerun(claims.load_claim("R99"))


def test_a_wrong_ledger_is_named(checkout: Path) -> None:
    ledger(checkout, '[claim.rule]\nexperiment = "retrieval"\n')
    with pytest.raises(DataError, match="claim R99: field 'rule.contrast'"):
        claims.load_claims()
    with pytest.raises(ArgumentError, match="write a letter and two digits"):
        claims._result_path("../etc")


def test_estimates_survive_the_file(tmp_path: Path) -> None:
    again = Result.model_validate(json.loads(result(0.1, 0.3).model_dump_json()))
    assert again.estimate("contrast", "ci99") == Estimate(0.2, 0.1, 0.3, 10, 5, 0.99)
