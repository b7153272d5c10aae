"""What the brief reader is trained on, the tool that trains it, and the adapters that are shipped."""

import copy
import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import data, lora, models, training
from course_lib.errors import ArgumentError, ModelError
from course_lib.evidence import Bench, Trial
from course_lib.evidence.training import brief, shipped
from course_lib.outcomes import contains_answer, outcome

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted(path.parent.name for path in (ROOT / "data" / "adapters").glob(f"*/{shipped.SUMS}"))


@pytest.fixture(scope="module")
def bench() -> Bench:
    bench = Bench(documents=brief.documents(), lm=tiny.language_model())
    bench.encoder = cast(Any, tiny.LetterEncoder())
    return bench


@pytest.fixture(scope="module")
def learned(bench: Bench) -> list[brief.Lesson]:
    return brief.lessons(bench)


# ---------------------------------------------------------------- what it learns


def accepted(question: data.Question) -> tuple[str, ...]:
    return (question.answer, *question.aliases) if question.answer else ()


def test_a_quarter_lacks_the_answer_and_half_has_three_passages(learned: list[brief.Lesson]) -> None:
    assert len(learned) == brief.PROMPTS == brief.RECIPE.steps * brief.RECIPE.examples == 1200
    shares = Counter((one.answer == brief.REFUSAL, len(one.passages)) for one in learned)
    assert shares == {(False, 1): 450, (False, 3): 450, (True, 1): 150, (True, 3): 150}
    refused = Counter(bool(one.question.answer) for one in learned if one.answer == brief.REFUSAL)
    assert refused == {False: 150, True: 150}  # nobody knows it; it was held back


def test_the_answer_stands_in_the_passages_or_in_none(bench: Bench, learned: list[brief.Lesson]) -> None:
    for one in learned:
        gold = {p.id for p in bench.gold(one.question)}
        holding = [p for p in one.passages if contains_answer(p.searchable, accepted(one.question))]
        if one.answer == brief.REFUSAL:
            assert not holding and not gold & {p.id for p in one.passages}, one.question.id
        else:
            assert one.answer == one.question.answer and gold <= {p.id for p in one.passages}, one.question.id
            assert holding and {p.id for p in holding} <= gold, one.question.id  # no distractor gives it


def test_no_other_version_of_a_document_distracts(bench: Bench, learned: list[brief.Lesson]) -> None:
    after = {d.id: d.superseded_by for d in data.load_documents()}
    pairs = {frozenset((old, new)) for old, new in after.items() if new}
    for one in learned:
        about = {p.doc_id for p in bench.gold(one.question)}
        others = {p.doc_id for p in one.passages} - about
        assert not any(frozenset((a, b)) in pairs for a in about for b in others), one.question.id


def test_only_train_documents_are_read_and_asked_about(learned: list[brief.Lesson]) -> None:
    facts = {fact.doc: fact.split for fact in data.load_facts()}
    assert {one.question.split for one in learned} == {"train"}
    assert {facts[p.doc_id] for one in learned for p in one.passages} == {"train"}
    kinds = {d.kind for d in brief.documents()}
    assert "partner" not in kinds  # their facts are put into weights elsewhere
    test = Bench(documents=[d for d in data.load_documents() if facts[d.id] == "test"][:1])
    with pytest.raises(ArgumentError, match="which no train question is about"):
        brief.lessons(test, 4)


def test_no_prompt_is_read_twice_and_the_passage_that_answers_stands_anywhere(
    bench: Bench, learned: list[brief.Lesson]
) -> None:
    chats = brief.chats(bench, learned)
    assert len({chat[0]["content"] for chat in chats}) == len(chats)
    for chat, one in zip(chats[:20], learned, strict=False):
        assert chat[:-1] == bench.reader.prompt(one.question.question, one.passages)
        assert chat[-1] == {"role": "assistant", "content": one.answer}
    places: Counter[int] = Counter()
    for one in learned:
        if len(one.passages) == 3 and one.answer != brief.REFUSAL and len(one.question.facts) == 1:
            (gold,) = bench.gold(one.question)
            places[one.passages.index(gold)] += 1
    assert len(places) == 3 and min(places.values()) > 100
    assert max(len(one.answer.split()) for one in learned) <= 12


def test_the_refusal_is_the_one_that_the_marks_know() -> None:
    assert outcome("Who?", (), brief.REFUSAL, []) == "abstained rightly"


@pytest.mark.parametrize(("lacking", "refusals"), [(0.0, 0), (0.5, 40), (1.0, 80)])
def test_the_share_without_the_answer_can_be_swept(bench: Bench, lacking: float, refusals: int) -> None:
    found = brief.lessons(bench, 80, lacking)
    assert len(found) == 80 and sum(one.answer == brief.REFUSAL for one in found) == refusals


def test_the_same_seed_draws_the_same_and_another_seed_others(bench: Bench) -> None:
    one, again, other = (brief.lessons(bench, 40, seed=seed) for seed in (0, 0, 1))
    assert one == again != other


def test_more_than_there_are_cannot_be_drawn(bench: Bench) -> None:
    with pytest.raises(ArgumentError, match="count=2000, lacking=0.25, but there are 1733 questions; choose fewer"):
        brief.lessons(bench, 2000)


# ---------------------------------------------------------------- the tool


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_brief_reader", ROOT / "tools" / "train_brief_reader.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare() -> models.LanguageModel:
    lm = tiny.language_model()
    return replace(lm, model=copy.deepcopy(lm.model))


def scores(lm: models.LanguageModel) -> torch.Tensor:
    with torch.inference_mode():
        return cast(torch.Tensor, cast(Any, lm.model)(torch.tensor([[5, 80, 900, 12]])).logits)


def train(tool: ModuleType, bench: Bench, folder: Path) -> tuple[models.LanguageModel, str]:
    lm = lora.adapt(bare(), 2)
    recipe = replace(brief.RECIPE, steps=2, examples=2, rate=0.05)
    done = training.fit(lm, brief.chats(bench, brief.lessons(bench, 4)), recipe)
    return lm, tool.keep(lm, done, folder)


@pytest.fixture
def kept(tool: ModuleType, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny adapter that is shipped: the folder with the course's data, of which it is all."""
    train(tool, bench, tmp_path / "adapters" / "tiny-reader")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path / "adapters" / "tiny-reader"


def test_what_the_tool_keeps_is_what_a_trial_gets_and_gives_back(kept: Path) -> None:
    trial = Trial(Bench(lm=bare()), [], 1)
    before, name = scores(trial.bench.lm), trial.bench.lm.fingerprint
    with shipped.shipped(trial, "tiny-reader") as tuned:
        assert not torch.equal(scores(tuned.bench.lm), before)
        assert tuned.bench.lm.label == "tiny + tiny-reader" and tuned.items is trial.items
        assert tuned.bench.lm.adapter == models.adapter_digest(kept) and tuned.bench.lm.fingerprint != name
    assert torch.equal(scores(trial.bench.lm), before) and trial.bench.lm.fingerprint == name


def test_what_goes_wrong_within_takes_the_adapter_off(kept: Path) -> None:
    trial = Trial(Bench(lm=bare()), [], 1)
    with pytest.raises(RuntimeError, match="within"), shipped.shipped(trial, "tiny-reader"):
        raise RuntimeError("within")
    assert not hasattr(trial.bench.lm.model, "peft_config")


def test_the_tool_says_how_the_adapter_was_made(kept: Path, tool: ModuleType) -> None:
    made = json.loads((kept / "made.json").read_text(encoding="utf-8"))
    assert made["command"] == tool.COMMAND and made["base"] == "tiny" and len(made["losses"]) == 2
    assert str(kept) not in (kept / lora.CONFIG).read_text(encoding="utf-8")


def test_an_adapter_that_is_too_large_is_not_kept(
    tool: ModuleType, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "MOST", 10)
    with pytest.raises(SystemExit, match="but at most 10 are shipped"):
        train(tool, bench, tmp_path / "large")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte short": (
        lambda f: (f / lora.WEIGHTS).write_bytes((f / lora.WEIGHTS).read_bytes()[:-1]),
        f"{lora.WEIGHTS}: sha256 .* is not the .* of SHA256SUMS; get it again with `git checkout`, or train it anew",
    ),
    "another config": (lambda f: (f / lora.CONFIG).write_text("{}"), f"{lora.CONFIG}: sha256 .* is not the"),
    "no weights": (lambda f: (f / lora.WEIGHTS).unlink(), f"{lora.WEIGHTS}: is missing; get it again with"),
    "no sums": (lambda f: (f / shipped.SUMS).unlink(), "no adapter of this name is shipped; there are: none"),
    "empty sums": (lambda f: (f / shipped.SUMS).write_text(""), r"is not the \(none\)… of SHA256SUMS"),
}


@pytest.mark.parametrize(("spoil", "message"), SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_the_one_shipped_is_refused(kept: Path, spoil: Any, message: str) -> None:
    shipped.checked("tiny-reader")
    spoil(kept)
    with pytest.raises(ModelError, match=message):
        shipped.load_shipped(bare(), "tiny-reader")


def test_an_unknown_adapter_names_those_that_are_there(kept: Path) -> None:
    with pytest.raises(ModelError, match="no adapter of this name is shipped; there are: tiny-reader"):
        shipped.checked("brief")


def test_an_adapter_of_another_model_is_refused(kept: Path) -> None:
    with pytest.raises(ModelError, match="was trained on tiny, but this model is other"):
        shipped.load_shipped(replace(bare(), base="other"), "tiny-reader")


def test_the_readme_keeps_one_line_an_adapter(tool: ModuleType) -> None:
    page = (ROOT / "data" / "adapters" / "README.md").read_text(encoding="utf-8")
    once = tool.listed(page, brief.NAME, "f00d")
    assert once.count(f"| `{brief.NAME}` |") == 1 and "f00d" in once
    assert tool.listed(tool.listed(once, "other", "beef"), brief.NAME, "f00d").count("`f00d`") == 1


# ---------------------------------------------------------------- what is shipped


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_adapter_is_whole_small_and_listed(name: str) -> None:
    folder = shipped.checked(name)
    assert (folder / lora.WEIGHTS).stat().st_size <= 10_000_000
    line = f"| `{name}` | `{models.adapter_digest(folder)}` | `"
    assert line in (ROOT / "data" / "adapters" / "README.md").read_text(encoding="utf-8")
    made = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    config = json.loads((folder / lora.CONFIG).read_text(encoding="utf-8"))
    assert config["base_model_name_or_path"] == made["base"] and config["r"] == made["rank"]
    assert len(made["losses"]) == made["recipe"]["steps"]


def test_at_most_six_are_shipped() -> None:
    assert len(SHIPPED) <= 6
