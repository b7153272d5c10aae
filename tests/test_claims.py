"""The ledger decides by rules fixed beforehand, and refuses what was not."""

import datetime as dt
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pydantic
import pytest
import tiny

from course_lib import claims, data, models, passages, recording, settings
from course_lib.claims import Claim, Withdrawn
from course_lib.errors import ArgumentError, CourseError, DataError
from course_lib.evidence import Bench, Contrast, Finding, Row, Rule, Table, Timing, Trial, digests, find, results
from course_lib.evidence.results import Result, Stamp
from course_lib.stats import Estimate

RULE = Rule(experiment="retrieval.systems", contrast="a minus b", margin=0.05, unit="document", n=10)
CLAIM = Claim(id="R99", text="t", articles=("A",), lesson="04_embeddings", plan="p", rule=RULE)
STAMP = Stamp(on=dt.date(2026, 1, 1), by="measured", code={"stats": "0" * 16}, data={})


def interval(low: float, high: float, level: float = 0.99) -> Estimate:
    return Estimate((low + high) / 2, low, high, 10, 5, level)


def effect(low: float, high: float) -> Contrast:
    return Contrast(interval(low, high, 0.95), interval(low, high))


def result(low: float, high: float, rule: Rule = RULE, **finding: Any) -> Result:
    return Result(
        claim="R99", rule_sha256=rule.digest(), rule_commit="0" * 40, measured_on=dt.date(2026, 1, 1), device="d",
        versions={}, stamps=(STAMP,), finding=Finding(effect(low, high), models=("m",), **finding),
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


def levels(first: tuple[float, float], second: tuple[float, float]) -> dict[str, Contrast]:
    return {"low": effect(*first), "high": effect(*second)}


def test_depends_needs_an_interaction_and_opposite_levels() -> None:
    apart, together = effect(-0.5, -0.2), effect(-0.1, 0.2)
    opposite, alike = levels((0.1, 0.3), (-0.3, -0.1)), levels((0.1, 0.3), (0.0, 0.2))
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=opposite, interaction=apart)) == "depends"
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=opposite, interaction=together)) == "inconclusive"
    assert claims.verdict(CLAIM, result(0, 0.1, by_moderator=alike, interaction=apart)) == "inconclusive"


def test_without_a_rule_or_a_result_a_claim_is_open() -> None:
    assert claims.verdict(CLAIM, None) == "open"
    assert claims.verdict(CLAIM.model_copy(update={"rule": None}), result(1, 2)) == "open"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


def test_an_edited_rule_voids_the_result(shelf: Path) -> None:
    results.save(result(0.1, 0.2))
    assert claims.load_result(CLAIM) is not None
    assert claims.load_result(CLAIM.model_copy(update={"rule": RULE.model_copy(update={"margin": 0.04})})) is None


# ---------------------------------------------------------------- rules


def test_a_digest_leaves_out_what_is_at_its_default_and_what_it_costs() -> None:
    said: dict[str, Any] = {"experiment": "retrieval.systems", "contrast": "a minus b", "margin": 0.05}
    said |= {"unit": "document", "n": 10}
    spelled = said | {"seed": 0, "seeds": 1, "split": "test", "beyond": "above", "moderator": None, "dtype": None}
    cost: Any = {"answers": 1, "tokens": 2, "minutes": 3.0}
    attainable: Any = {"useless": 0, "perfect": 1}
    assert Rule(**spelled).digest() == Rule(**said).digest() == RULE.digest()
    assert Rule(**said, cost=cost, attainable=attainable).digest() == RULE.digest()
    # A change of this line would void every result: make the new field's default stand for what was so far.
    assert RULE.digest() == "9295fc690481ba0a774c81226fc3535b70de8aac4cf88803e9e5c29424646ba1"


@pytest.mark.parametrize(
    "change",
    [{"n": 11}, {"seed": 1}, {"seeds": 2}, {"split": "dev"}, {"dtype": "bfloat16"}, {"margin": 0.06},
     {"beyond": "below"}, {"unit": "fact"}, {"moderator": "kind"}, {"contrast": "b minus a"}, {"experiment": "x"}],
)  # fmt: skip
def test_a_digest_tells_every_other_change(change: dict[str, Any]) -> None:
    assert Rule(**(RULE.model_dump() | change)).digest() != RULE.digest()


@pytest.mark.parametrize(
    ("useless", "perfect", "margin", "fits"),
    [(0, 0.4, 0.05, True), (0, -0.4, -0.05, True), (0, -0.065, -0.1, False), (0, 0.04, 0.05, False), (0, 1, 0, False)],
)
def test_a_margin_must_be_attainable(useless: float, perfect: float, margin: float, fits: bool) -> None:
    fields = RULE.model_dump() | {"margin": margin, "attainable": {"useless": useless, "perfect": perfect}}
    if fits:
        assert Rule(**fields).margin == margin
    else:
        with pytest.raises(pydantic.ValidationError, match="lies outside what can be attained"):
            Rule(**fields)


def test_a_withdrawn_rule_stays_readable_and_its_successor_is_decided_elsewhere(shelf: Path) -> None:
    old = Withdrawn(rule=RULE, why="cannot come out otherwise", result="R99-1", seen=True)
    fields = CLAIM.model_dump() | {"withdrawn": [old.model_dump()]}
    with pytest.raises(pydantic.ValidationError, match="was seen on split 'test'; decide it on questions that were"):
        Claim(**fields)
    fresh = Claim(**(fields | {"rule": RULE.model_dump() | {"split": "confirm"}}))
    unseen = Claim(**(fields | {"withdrawn": [old.model_dump() | {"seen": False}]}))
    assert (fresh.confirmed, unseen.confirmed) == (True, False)
    results.save(result(0.1, 0.2).model_copy(update={"claim": "withdrawn/R99-1"}))
    assert fresh.rule is not None
    results.save(result(0.1, 0.2, fresh.rule))
    card = claims.Card(fresh)
    assert card.verdict == "supported" and card.said.startswith("supported (re-worded, confirmed on new items")
    assert "+0.150, 99% interval [+0.100, +0.200], n=10: supported; exploratory. Why: cannot come out" in str(card)
    gone = Claim(**(fields | {"rule": None}))
    assert claims.Card(gone).verdict == "open" and "withdrawn" in dict(claims.Card(gone).lines())


def test_a_half_says_how_it_joins() -> None:
    with pytest.raises(pydantic.ValidationError, match="joins and joins_how go together"):
        Claim(**(CLAIM.model_dump() | {"joins": "R01"}))
    half = Claim(**(CLAIM.model_dump() | {"joins": "R01", "joins_how": "both halves"}))
    assert ("joins R01", "both halves") in claims.Card(half).lines()


# ---------------------------------------------------------------- results on the disk


def test_numbers_survive_the_file(shelf: Path) -> None:
    rows: list[Row] = [{"arm": "RAG", "n": 3, "mean": 0.25, "right": interval(-0.25, 0.5, 0.95), "took": Timing(1.5)}]
    whole = result(
        0.125, 0.375, by_moderator=levels((0, 0.1), (0.2, 0.3)), interaction=effect(0, 1), tables=(Table("t", rows),)
    )
    results.save(whole)
    assert results.load("R99") == whole
    text = results.path_of("R99").read_text(encoding="utf-8")
    assert json.loads(text) and max(map(len, text.splitlines())) < 200
    assert whole.estimate("by_moderator", "high", "ci99") == interval(0.2, 0.3)


def test_a_damaged_result_is_named(shelf: Path) -> None:
    results.save(result(0.1, 0.2))
    path = results.path_of("R99")
    path.write_text(path.read_text(encoding="utf-8").replace('"mean"', '"men"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"R99\.json: field 'finding.*' is wrong; run `course claims --rerun R99`"):
        results.load("R99")


# ---------------------------------------------------------------- digests of code and data


def test_a_comment_changes_no_digest_and_a_number_does(tmp_path: Path) -> None:
    base = 'def f(x):\n    """Say it."""\n    return x + 1\n'
    texts = [base, f"# why\n{base}", base.replace("Say it", "Say so"), base.replace("\n    return", "\n\n    return")]
    found = []
    for number, text in enumerate([*texts, base.replace("1", "2")]):
        path = tmp_path / f"{number}.py"
        path.write_text(text, encoding="utf-8")
        found.append(digests._digest(path))
    assert len(set(found[:4])) == 1 and found[4] != found[0]


def test_the_code_of_an_experiment_is_its_module_and_what_it_imports() -> None:
    found = digests.code("answers.wiring")
    assert {"evidence.answers.wiring", "evidence.trial", "rag", "generate", "outcomes", "stats", "passages"} <= set(
        found
    )
    assert {"data", "data.corpus", "data.records", "index", "embed", "vectors"} <= set(found)
    assert not {"models", "settings", "errors", "claims", "plots", "base.files", "evidence.rule"} & set(found)
    assert "evidence.answers.labels" not in found and "lexical" not in digests.code("retrieval.growth").keys() - found


def test_a_result_is_stale_when_code_or_data_have_changed(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shelf / "facts.csv").write_text("a", encoding="utf-8")
    stamp = Stamp(
        on=dt.date(2026, 1, 1), by="measured", code=digests.code("retrieval.floor"),
        data=digests.data_files([shelf / "facts.csv"]),
    )  # fmt: skip
    found = result(0, 1).model_copy(update={"stamps": (stamp,)})
    assert found.state("retrieval.floor") == "current"
    (shelf / "facts.csv").write_text("b", encoding="utf-8")
    assert found.changes("retrieval.floor") == ["data/facts.csv"]
    (shelf / "facts.csv").write_text("a", encoding="utf-8")
    monkeypatch.setattr(digests, "code", lambda name: stamp.code | {"stats": "other"})
    assert (found.state("retrieval.floor"), found.changes("retrieval.floor")) == ("stale", ["stats"])
    monkeypatch.setattr(digests, "checked", lambda: False)
    assert found.state("retrieval.floor") == "not checked"
    results.save(found)
    assert dict(claims.Card(CLAIM).lines())["code"].startswith("not checked")


def test_the_files_that_are_read_are_noted() -> None:
    from course_lib.data import files

    with files.reading() as paths:
        data.load_changes()
        with files.reading() as inner:
            data.load_facts()
    assert [p.name for p in inner] == ["facts.csv"] and {p.name for p in paths} == {"changes.jsonl", "facts.csv"}
    assert set(digests.data_files(paths)) == {"facts.csv", "updates/changes.jsonl"}


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
def test_a_recorded_result_rests_on_the_present_rule_and_an_earlier_commit(claim: Claim) -> None:
    found = claims.load_result(claim)
    assert found is not None and claim.rule is not None, "the rule was edited after the result: rerun it"
    known = subprocess.run(
        ["git", "cat-file", "-e", found.rule_commit], cwd=settings.data_dir(), capture_output=True, check=False
    )
    if known.returncode:
        pytest.skip("a shallow checkout: the rule's commit is not here")
    if found.stamps[0].code:
        assert recording.rules_at(found.rule_commit, claim.id) == [found.rule_sha256]
    else:  # measured before rules held n, split and dtype: what they held is the same
        (fields,) = recording.rule_fields(found.rule_commit, claim.id)
        now = claim.rule.model_dump()
        assert all(fields[name] == now[name] for name in fields if name != "experiment")
    there = subprocess.run(
        ["git", "show", f"{found.rule_commit}:data/results/{claim.id}.json"],
        cwd=settings.data_dir().parent, check=False, capture_output=True, text=True,
    )  # fmt: skip
    now = json.loads(results.path_of(claim.id).read_text(encoding="utf-8"))
    came = there.returncode == 0 and json.loads(there.stdout)["finding"]["contrast"] == now["finding"]["contrast"]
    assert not came, "the rule and its number came in one commit"


# Costs are stated for one claim after the other. Part III keeps its hours only with `--jobs 2`, each claim on a core of
# its own: F03, F04, F10 and F23 took 107 minutes so, for which 155 are stated.
SIDE_BY_SIDE = 107 / 155
PARTS = {"II": (range(9), 5, 1), "III": (range(9, 14), 9, SIDE_BY_SIDE), "IV": (range(14, 18), 6, 1)}  # hours in fp32


@pytest.mark.parametrize("part", PARTS)
def test_the_ledger_stays_within_its_hours(part: str) -> None:
    lessons, hours, share = PARTS[part]
    costs = [c.rule.cost for c in claims.load_claims() if c.rule and c.rule.cost and int(c.lesson[:2]) in lessons]
    assert sum(cost.minutes for cost in costs) * share <= 60 * hours
    assert all(cost.minutes <= 90 for cost in costs), "no rule over an hour and a half"


def test_every_half_joins_a_claim_and_every_withdrawn_rule_has_its_number() -> None:
    for claim in claims.load_claims():
        assert (claim.id[0] == "M") <= (claim.joins is not None), claim.id
        for old, number in claims.load_withdrawn(claim):
            assert not old.result or (number is not None and number.rule_sha256 == old.rule.digest()), claim.id


@pytest.mark.parametrize("claim", RECORDED, ids=lambda c: c.id)
def test_a_card_shows_verdict_and_interval(claim: Claim) -> None:
    card = claims.card(claim.id)
    assert card.verdict in str(card) and "99% interval" in str(card)
    assert f"| verdict | {card.said} |" in card._repr_markdown_() and card.said.startswith(card.verdict)


# ---------------------------------------------------------------- rerun refuses


def ledger(folder: Path, rule: str) -> None:
    (folder / "data").mkdir(exist_ok=True)
    text = f'[[claim]]\nid = "R99"\ntext = "t"\narticles = ["A"]\nlesson = "04_embeddings"\nplan = "p"\n{rule}'
    (folder / "data" / "claims.toml").write_text(text, encoding="utf-8")


FIXED = """[claim.rule]
experiment = "answers.wiring"
contrast = "c"
margin = 0.1
unit = "document"
n = 2
split = "dev"
dtype = "float32"
attainable = {useless = 0, perfect = 0.5}
cost = {answers = 12, tokens = 1200, minutes = 1}
"""


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
        recording.rerun(claims.load_claim("R99"))


def test_rerun_refuses_a_rule_that_no_commit_holds(checkout: Path) -> None:
    ledger(checkout, "")
    commit(checkout)
    ledger(checkout, FIXED)
    with pytest.raises(CourseError, match="the rule of R99 is in no commit yet"):
        recording.rerun(claims.load_claim("R99"))


def test_the_earliest_commit_with_the_rule_is_named(checkout: Path) -> None:
    ledger(checkout, FIXED)
    first = commit(checkout)
    ledger(checkout, FIXED + '[[claim]]\nid = "R98"\ntext = "t"\narticles = []\nlesson = "04_embeddings"\nplan = "p"\n')
    commit(checkout)
    assert recording.rule_commit(claims.load_claim("R99")) == first


def test_the_full_tier_never_writes(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(checkout, FIXED)
    commit(checkout)
    monkeypatch.setenv("COURSE_TIER", "full")
    with pytest.raises(CourseError, match="COURSE_TIER=full never writes the ledger"):
        recording.rerun(claims.load_claim("R99"))


def test_another_model_never_writes(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(checkout, FIXED)
    monkeypatch.setenv("COURSE_LM", "org/name@main")
    with pytest.raises(CourseError, match="its results do not enter data/results/; unset it"):
        recording.rerun(claims.load_claim("R99"))


@pytest.mark.parametrize("missing", ["attainable", "cost"])
def test_rerun_refuses_a_rule_that_does_not_say_what_it_can_and_costs(checkout: Path, missing: str) -> None:
    ledger(checkout, re.sub(rf"{missing} = .*\n", "", FIXED))
    commit(checkout)
    with pytest.raises(CourseError, match="does not say what can be attained and what it costs"):
        recording.rerun(claims.load_claim("R99"))


def test_a_wrong_ledger_is_named(checkout: Path) -> None:
    ledger(checkout, '[claim.rule]\nexperiment = "retrieval.systems"\n')
    with pytest.raises(DataError, match="claim R99: field 'rule.contrast'"):
        claims.load_claims()
    ledger(checkout, 'joins = "R98"\njoins_how = "so"\n')
    with pytest.raises(DataError, match="claim R99: field 'joins': no claim 'R98'"):
        claims.load_claims()
    with pytest.raises(ArgumentError, match="write a letter and two digits"):
        claims.load_result(CLAIM.model_copy(update={"id": "../etc"}))


# ---------------------------------------------------------------- measured, then replayed


def untrained(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the ledger of a folder be measured with an untrained model on some of the course's passages."""
    patch.setenv("COURSE_DATA", str(folder / "data"))
    patch.setenv("COURSE_CACHE", str(folder / "cache"))
    patch.setattr(models, "load_language_model", lambda dtype: tiny.language_model())
    patch.setattr(Bench, "encoder", tiny.LetterEncoder())
    patch.setattr(Bench, "passages", passages.cut_all(data.load_documents()[:20]))


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of one claim, and that claim measured."""
    tiny.language_model()  # its tokenizer comes from the usual cache
    folder, source = tmp_path_factory.mktemp("measured"), settings.data_dir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    ledger(folder, FIXED)
    commit(folder)
    for name in ("corpus", "questions", "facts.csv"):
        (folder / "data" / name).symlink_to(source / name)
    with pytest.MonkeyPatch.context() as patch:
        untrained(patch, folder)
        recording.rerun(claims.load_claim("r99"))
    return folder


@pytest.fixture
def recorded(measured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claim:
    """A copy of it."""
    shutil.copytree(measured, tmp_path / "copy", symlinks=True)
    untrained(monkeypatch, tmp_path / "copy")
    return claims.load_claim("R99")


def test_a_measurement_is_written_with_its_items_and_is_current(recorded: Claim) -> None:
    card = claims.card("R99")
    assert card.result is not None and card.state == "current" and card.result.stamps[0].by == "measured"
    assert [t.title for t in card.tables("outcomes by wiring", "no such table")] == [
        "R99, recorded: outcomes by wiring"
    ]
    items = results.load_items("R99")
    assert len(items) == 6 and items[0].name.startswith("closed-book/")
    assert set(card.result.stamps[0].data) == {"questions/dev.jsonl"}  # the passages were given, no other file is read


def test_a_replay_that_gives_the_same_is_stamped_and_asks_no_model(
    recorded: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recording.replay(recorded).stamps == results.load("R99").stamps  # type: ignore[union-attr]
    now = digests.code("answers.wiring")
    monkeypatch.setattr(digests, "code", lambda name: now | {"stats": "changed"})
    assert claims.card("R99").state == "stale"
    monkeypatch.setattr(models, "load_language_model", lambda dtype: tiny.broken())
    recording.replay(recorded)
    card = claims.card("R99")
    assert card.state == "current" and card.result is not None
    assert [stamp.by for stamp in card.result.stamps] == ["measured", "replayed"]
    assert results.load_items("R99")


def test_a_replay_that_gives_another_prompt_stops_at_the_missing_answer(
    recorded: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course_lib.evidence.answers import wiring

    monkeypatch.setattr(wiring, "REVISE", "Read it once more.")
    with pytest.raises(CourseError, match="R99: an answer is not in the cache, and a replay asks no model; measure it"):
        recording.replay(recorded)


def test_a_replay_names_the_items_that_differ(recorded: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    from course_lib import outcomes

    monkeypatch.setattr(outcomes, "judge", lambda *_: "right")
    with pytest.raises(CourseError, match=r"R99: \d+ of 6 items differ: closed-book/.*; measure it again with `course"):
        recording.replay(recorded)
    assert len(results.load("R99").stamps) == 1  # type: ignore[union-attr]


def test_a_replay_names_the_table_that_differs_though_its_items_do_not(
    recorded: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = find("answers.wiring")

    def other_table(trial: Trial) -> Finding:
        finding = real(trial)
        return replace(finding, tables=(*finding.tables, Table("one more", [{"n": 1}])))

    monkeypatch.setattr(recording, "find", lambda name: other_table)
    with pytest.raises(CourseError, match="the items are the same, but numbers made of them differ: one more; measure"):
        recording.replay(recorded)


def test_without_items_there_is_nothing_to_replay(recorded: Claim) -> None:
    (results.path_of("R99").parent / "items" / "R99.txt").unlink()
    with pytest.raises(CourseError, match="R99 has no recorded items under its present rule; measure it again"):
        recording.replay(recorded)
