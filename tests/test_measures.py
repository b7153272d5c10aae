"""Every experiment runs, from its trial to its tables, on an untrained model and a few documents."""

import re
import sys
from contextlib import nullcontext
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import tiny

from course_lib import claims, data, evidence, generate
from course_lib.data.pdfs import load_pdfs
from course_lib.errors import ArgumentError
from course_lib.evidence import Bench, Reader, Rule, Trial, experiments, find

FOLDER = Path(evidence.__file__).parent
MEASURES = [n for n in experiments() if "\ndef measure(" in (FOLDER / f"{n.replace('.', '/')}.py").read_text("utf-8")]
SMALL = {
    "LEARNED": 4, "RANKED_ON": 4, "RELABELLED": 4, "BLOCKS": 1, "TOKENS": 300, "DECOYS": 3, "SIZES": (1, 2, 3, 4),
    "TEXTS": 4, "SIDE": 3, "INSTRUCTIONS": 24, "LONGEST": 6, "PAGES": 4, "READ": 2,
}  # fmt: skip
N = 4
NEED_SENSE = {
    "answers.blending",
    "answers.citations",
    "answers.dependence",
    "training.edits",
}  # of answers that are right or have sources


@pytest.fixture(scope="module")
def bench() -> Bench:
    """The documents of a few questions of each kind, an encoder that counts letters, an untrained model."""
    bench = Bench(Reader(max_new_tokens=3), documents=documents(asked()), lm=tiny.language_model())
    bench.encoder = cast(Any, tiny.LetterEncoder())
    return bench


def small(name: str, bench: Bench) -> Bench:
    """Return a smaller bench for what writes PDFs or reads token by token."""
    questions = [q for q in asked() if q.kind == "lookup"][:2]
    if name in ("answers.files", "answers.first_answer"):
        printed = load_pdfs("pandoc")
        questions = [q for q in data.load_questions("test") if q.kind == "lookup" and q.near in printed][:2]
        files = Bench(bench.reader, documents=documents(questions)[:3], lm=bench.lm)
        files.encoder = bench.encoder
        return files
    if name == "answers.reranking":
        from course_lib.embed import Embedder

        some = Bench(bench.reader, passage_list=bench.passages[:25], lm=bench.lm)
        some.encoder = Embedder()
        return some
    return bench


def documents(questions: list[data.Question]) -> list[data.Document]:
    about = {q.near for q in questions} | {gold.split("#")[0] for q in questions for gold in q.gold}
    every = data.load_documents()
    about |= {d.superseded_by for d in every if d.id in about and d.superseded_by}
    return [d for d in every if d.id in about]


def asked() -> list[data.Question]:
    test = data.load_questions("test")
    changed = {c.fact for c in data.load_changes()}
    kinds = [q for kind in data.QUESTION_KINDS for q in [q for q in test if q.kind == kind][:N]]
    return list(
        dict.fromkeys([*kinds, *[q for q in test if q.facts and q.facts[0] in changed and len(q.facts) == 1][:N]])
    )


@pytest.fixture
def trial(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setattr(Trial, "tuning_questions", lambda self: asked())
    return Trial(bench, asked(), N, split="test", strangers=120, progress=False)


def make_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the untrained model know what anybody knows and what it is taught, and say of other things what it read."""
    known = {fact.question: fact.answer for fact in data.load_known_facts()}
    known |= {q.question: q.answer for q in data.load_taught("test")}
    written = generate.generate

    def sensible(lm: Any, prompts: Any, **options: Any) -> list[generate.Generation]:
        said = []
        for prompt, made in zip(prompts, written(lm, prompts, **options), strict=True):
            read = prompt[-1]["content"]
            text = next((answer for question, answer in known.items() if question in read), read)
            said.append(made._replace(text=text))
        return said

    monkeypatch.setattr(generate, "generate", sensible)


def train_little(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an experiment take two steps on four examples, in one block of the tiny model's two."""
    for name, part in list(sys.modules.items()):
        if name.startswith("course_lib.evidence.training."):
            if hasattr(part, "RECIPE"):
                monkeypatch.setattr(part, "RECIPE", replace(part.RECIPE, steps=2))
            for size, small in SMALL.items():
                if type(getattr(part, size, None)) is type(small):
                    monkeypatch.setattr(part, size, small)
    for on_top in ("shipped", "upon"):  # no adapter fits the tiny model
        if hasattr(module, on_top):
            monkeypatch.setattr(module, on_top, lambda trial, _: nullcontext(replace(trial)))


@pytest.mark.parametrize("name", MEASURES)
def test_every_experiment_measures(name: str, trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    both_kinds = name in ("answers.inventions", "retrieval.floor")
    if name in NEED_SENSE:
        make_sense(monkeypatch)
    trial = replace(trial, n=len(trial.questions) if both_kinds else N, bench=small(name, trial.bench), items=[])
    if name.startswith("training."):
        train_little(import_module(f"course_lib.evidence.{name}"), monkeypatch)
    finding = find(name)(trial)
    assert finding.tables and all(table.rows for table in finding.tables)
    assert finding.items and finding.contrast.ci99.ci_low <= finding.contrast.ci95.ci_low
    assert len({item.name for item in finding.items}) == len(finding.items), "an item is named twice"
    assert finding.models and (finding.dtype is not None) == ("tiny" in finding.models)
    for table in finding.tables:
        for row in table.rows:
            assert not any(isinstance(cell, str) and re.search(r"\d \[-?\d", cell) for cell in row.values()), row
        assert str(table).splitlines()[0] == table.title and f"*{table.title}*" in table._repr_markdown_()
    assert str(finding) in repr(finding) and "**contrast**" in finding._repr_markdown_()


@pytest.mark.parametrize("name", ["answers.arms", "retrieval.duplicates", "attacks.injection"])
def test_the_same_trial_gives_the_same_items_and_another_seed_others(name: str, trial: Trial) -> None:
    trial = replace(trial, bench=small(name, trial.bench))
    one, again, other = (find(name)(replace(trial, seed=seed, items=[])) for seed in (0, 0, 1))
    assert one.items == again.items != other.items
    assert one.contrast == again.contrast


def test_a_lesson_and_the_ledger_differ_in_their_trial_only() -> None:
    rule = Rule(experiment="answers.two_hop", contrast="c", margin=0.1, unit="document", n=99, dtype="float32")
    ledger, lesson = Trial.of_rule(rule, Bench(dtype=rule.dtype)), Trial.sample(5)
    assert (ledger.n, ledger.split, ledger.exact, ledger.cache) == (99, "test", True, True)
    assert (lesson.n, lesson.split, lesson.exact, lesson.cache) == (5, "dev", False, False)
    assert ledger.questions == data.load_questions("test") and lesson.questions == data.load_questions("dev")


def test_a_rule_is_never_measured_on_fewer_than_it_says() -> None:
    few = data.load_questions("dev")[:3]
    bench = Bench(passage_list=[])
    with pytest.raises(ArgumentError, match="n=5 of split 'dev', but there are 3 that fit; choose a smaller n"):
        Trial(bench, few, 5, exact=True).pick(few)
    assert Trial(bench, few, 5).pick(few) == few
    with pytest.raises(ArgumentError, match="but there are 0 that fit"):
        Trial(bench, few, 5).pick([])


def test_no_passages_are_no_passages() -> None:
    bench = Bench(passage_list=[], documents=[])
    assert bench.passages == [] and len(Bench(passage_list=[]).over([]).passages) == 0
    assert len(Bench(documents=[]).passages) == 0
    bench.encoder = cast(Any, tiny.LetterEncoder())
    assert len(bench.index) == 0


def test_a_bench_over_other_passages_shares_model_and_encoder(bench: Bench) -> None:
    other = bench.over(bench.passages[:5])
    assert other.lm is bench.lm and other.encoder is bench.encoder and other.reader is bench.reader
    assert [p.id for p in other.index.passages()] == [p.id for p in bench.passages[:5]]


def test_a_reader_puts_the_best_passage_where_it_is_told() -> None:
    pages = [tiny.passage("a#0", "first"), tiny.passage("b#0", "second")]
    first, last = (Reader(order=order).prompt("Who?", pages)[0]["content"] for order in ("best first", "best last"))
    assert first.index("first") < first.index("second") and last.index("second") < last.index("first")
    assert Reader(without="Say it.").prompt("Who?", [])[0]["content"].startswith("Say it.")


def test_a_note_tells_prompt_texts_and_mark_apart() -> None:
    trial = Trial(Bench(passage_list=[]), [], 1)
    chat = [{"role": "user", "content": "Who?"}]
    for prompt, texts, mark in ((chat, ["a"], 1), (chat, ["a"], 0), (chat, ["b"], 1), ([], ["a"], 1), (chat, ["a"], 1)):
        trial.note("x", mark, prompt=prompt, texts=texts)
    digests = [item.digest for item in trial.items]
    assert digests[0] == digests[4] and len(set(digests)) == 4


def test_answers_come_from_the_cache_when_the_trial_wishes(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes: list[bool] = []
    real = generate.generate

    def noting(*arguments: Any, cache: bool, **options: Any) -> list[generate.Generation]:
        wishes.append(cache)
        return real(*arguments, **options)

    monkeypatch.setattr(generate, "generate", noting)
    for cache in (True, False):
        Trial(bench, asked(), 2, cache=cache, progress=False).arms(("closed-book",), asked()[:1])
    assert wishes == [True, False]


RULED = [claim for claim in claims.load_claims() if claim.rule is not None]


@pytest.mark.parametrize("claim", RULED, ids=lambda c: c.id)
def test_every_rule_of_the_ledger_names_an_experiment(claim: claims.Claim) -> None:
    assert claim.rule is not None
    measure = find(claim.rule.experiment)
    assert list(measure.__annotations__) == ["trial", "return"]


def test_every_experiment_of_the_ledger_is_measured_here() -> None:
    assert {claim.rule.experiment for claim in RULED if claim.rule} <= set(MEASURES)


@pytest.mark.parametrize("name", ["nonsense", "", "os.system", "answers.nonsense", "bench", "answers.known_facts"])
def test_what_is_no_experiment_is_named(name: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(f"no experiment {name!r}") + ".*there are answers.arms, "):
        find(name)


def test_the_experiment_that_contributing_shows_measures(trial: Trial) -> None:
    page = (Path(__file__).resolve().parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    space: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], space)  # noqa: S102
    finding = space["measure"](trial)
    assert finding.tables[0].estimate("right", "answerable", arm="short").n == N == finding.contrast.ci99.n


def test_two_measurements_of_one_trial_do_not_share_items(trial: Trial) -> None:
    one, other = (find("retrieval.vocabulary")(trial) for _ in range(2))
    assert one.items == other.items and not trial.items
