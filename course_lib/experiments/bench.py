"""One bench for every experiment with answers: the same index, questions, instruction and model in each arm.

Arms differ in what the model reads, and in nothing else:

===============  ==================================================================================
``closed-book``  no passage
``RAG``          the K nearest passages the asker may see
``fused``        the K best of BM25 and the nearest vectors, joined by rank
``oracle``       the passages that hold the answer; only for questions that have one
``wrong``        K random passages of other documents
===============  ==================================================================================
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from course_lib import data, models, outcomes, passages, rag
from course_lib.embed import Embedder
from course_lib.experiments import Contrast, Setting
from course_lib.fusion import FusedRetriever
from course_lib.generate import Message, generate
from course_lib.index import PassageIndex
from course_lib.stats import estimate

Arm = Literal["closed-book", "RAG", "fused", "oracle", "wrong"]
SIZE, K = passages.WORDS, 1  # words of a passage and passages of a prompt, chosen on dev questions
LIVE_SAMPLE = 40


@dataclass(frozen=True)
class Answered:
    """One question, what the model read, what it said, and what became of it."""

    question: data.Question
    passages: tuple[data.Passage, ...]
    text: str
    outcome: outcomes.Outcome
    prompt_tokens: int

    @property
    def right(self) -> float:
        """1 for a right answer, else 0."""
        return float(self.outcome == "right")


class Bench:
    """Documents, index, retrievers and model, each made when first used.

    Args:
        setting: record mode keeps answers in the cache, so that a run can go on where it stopped.
        passage_list: what is indexed; by default the corpus, cut along its structure to ``SIZE`` words.
    """

    def __init__(self, setting: Setting, passage_list: Sequence[data.Passage] | None = None) -> None:
        self.setting = setting
        self.passages = list(passage_list or passages.cut_all(data.load_documents(), size=SIZE))
        self._gold = GoldFinder(self.passages)

    @cached_property
    def index(self) -> PassageIndex:
        """The index over all passages."""
        index = PassageIndex(Embedder())
        index.add(self.passages, cache=True)
        return index

    @cached_property
    def lm(self) -> models.LanguageModel:
        """The language model."""
        return models.load_language_model(self.setting.dtype)

    @cached_property
    def _fused(self) -> FusedRetriever:
        return FusedRetriever(self.index, K)

    def questions(
        self, keep: Callable[[data.Question], bool] = lambda q: True, live: int = LIVE_SAMPLE
    ) -> list[data.Question]:
        """Return the questions to ask: every test question, or a random sample of the dev questions."""
        if self.setting.mode == "record":
            return [q for q in data.load_questions("test") if keep(q)]
        return sample([q for q in data.load_questions("dev") if keep(q)], live, self.setting.seed)

    def gold(self, question: data.Question) -> list[data.Passage]:
        """Return the indexed passages that hold the answer."""
        return self._gold(question)

    def holds_gold(self, question: data.Question, found: Sequence[data.Passage]) -> float:
        """Return 1 if a passage that holds the answer is among those found."""
        return float(bool({p.id for p in found} & {p.id for p in self.gold(question)}))

    def evidence(self, arm: Arm, questions: Sequence[data.Question]) -> list[list[data.Passage]]:
        """Return what the model reads for each question in an arm."""
        if arm == "closed-book":
            return [[] for _ in questions]
        if arm == "oracle":
            return [self.gold(q) for q in questions]
        if arm == "wrong":
            return wrong_passages(questions, self.passages, self.setting.seed)
        if arm == "fused":
            return [[hit.passage for hit in self._fused(query)] for query in self.queries(questions)]
        return self.nearest(questions, K)

    def queries(self, questions: Sequence[data.Question]) -> list[rag.Query]:
        """Return each question as its asker puts it to the index, with brand and day."""
        vectors = self.index.encoder.encode([q.question for q in questions], cache=True)
        return [rag.Query(q.question, v, q.tenant, q.as_of) for q, v in zip(questions, vectors, strict=True)]

    def nearest(self, questions: Sequence[data.Question], k: int) -> list[list[data.Passage]]:
        """Return the k nearest passages that each asker may see."""
        return [[hit.passage for hit in rag.retrieve(self.index, query, k)] for query in self.queries(questions)]

    def ask(self, questions: Sequence[data.Question], evidence: Sequence[Sequence[data.Passage]]) -> list[Answered]:
        """Ask each question with its evidence; the instruction is the same in every arm."""
        prompts = [prompt(q, found) for q, found in zip(questions, evidence, strict=True)]
        return self.judge(questions, evidence, prompts)

    def judge(
        self,
        questions: Sequence[data.Question],
        evidence: Sequence[Sequence[data.Passage]],
        prompts: Sequence[Sequence[Message]],
    ) -> list[Answered]:
        """Let the model answer prompts of an experiment's own and sort the answers."""
        record = self.setting.mode == "record"
        written = generate(self.lm, prompts, max_new_tokens=rag.MAX_NEW_TOKENS, progress=True, cache=record)
        return [
            Answered(q, tuple(found), w.text, outcomes.judge(q, w.text, found), w.prompt_tokens)
            for q, found, w in zip(questions, evidence, written, strict=True)
        ]

    def arm(self, arm: Arm, questions: Sequence[data.Question]) -> list[Answered]:
        """Run one arm."""
        return self.ask(questions, self.evidence(arm, questions))


class GoldFinder:
    """Finds, among passages of any cut, those that state a question's facts.

    A passage states a fact if it overlaps the fact's quote; of several, those that hold the whole value. A passage
    within another gold passage of the question counts if it holds an accepted answer.
    """

    def __init__(self, passage_list: Sequence[data.Passage]) -> None:
        documents = {d.id: d for d in data.load_documents()}
        self._facts = {f.id: f for f in data.load_facts()}
        self._start = {f.id: documents[f.doc].body.find(f.quote) for f in self._facts.values()}
        self._canonical = {p.id: p for p in data.load_passages()}
        self._by_document: dict[str, list[data.Passage]] = {}
        for p in passage_list:
            self._by_document.setdefault(p.doc_id, []).append(p)

    def __call__(self, question: data.Question) -> list[data.Passage]:
        """Return the passages that state the question's facts, in no order of merit."""
        found: dict[str, data.Passage] = {}
        accepted = (question.answer, *question.aliases)
        for fact_id in question.facts:
            fact, start = self._facts[fact_id], self._start[fact_id]
            part = self._overlapping(fact.doc, start, start + len(fact.quote))
            whole = [p for p in part if outcomes.contains_answer(p.text, (fact.value, *fact.aliases))]
            found |= {p.id: p for p in whole or part}
        for gold_id in question.gold:
            gold = self._canonical[gold_id]
            part = self._overlapping(gold.doc_id, gold.start, gold.end)
            if not any(p.id in found for p in part):
                found |= {p.id: p for p in part if outcomes.contains_answer(p.text, accepted)}
        return list(found.values())

    def _overlapping(self, doc_id: str, start: int, end: int) -> list[data.Passage]:
        return [p for p in self._by_document.get(doc_id, []) if p.start < end and p.end > start]


def prompt(question: data.Question, evidence: Sequence[data.Passage]) -> list[Message]:
    """Return what the model reads: the same instruction in every arm, with leave to refuse."""
    return rag.integrate(question.question, evidence, rag.WITH_PASSAGES if evidence else rag.WITHOUT_PASSAGES)


def sample(questions: Sequence[data.Question], n: int, seed: int) -> list[data.Question]:
    """Return ``n`` of the questions at random, in their order; all of them if there are fewer."""
    picks = np.random.default_rng(seed).permutation(len(questions))[:n]
    return [questions[i] for i in sorted(picks)]


def wrong_passages(
    questions: Sequence[data.Question], passage_list: Sequence[data.Passage], seed: int
) -> list[list[data.Passage]]:
    """Return K random passages for each question, none of a document that the question is about."""
    rng = np.random.default_rng(seed)
    chosen = []
    for q in questions:
        shut = {q.near, *(gold.split("#")[0] for gold in q.gold)}
        order = rng.permutation(len(passage_list))
        chosen.append([passage_list[i] for i in order if passage_list[i].doc_id not in shut][:K])
    return chosen


def paired(one: Sequence[float], other: Sequence[float], questions: Sequence[data.Question], seed: int) -> Contrast:
    """Return the mean difference one minus other over the same questions, documents resampled."""
    gains = [a - b for a, b in zip(one, other, strict=True)]
    return Contrast.of(gains, [q.near for q in questions], seed=seed, bounds=(-1, 1))


def outcome_table(arms: Mapping[str, Sequence[Answered]]) -> list[dict[str, object]]:
    """Return one row an arm and kind of question: n and the share of each outcome with its 95 % interval."""
    rows: list[dict[str, object]] = []
    for kind in ("answerable", "not answerable", *data.QUESTION_KINDS):
        for arm, answered in arms.items():
            part = [a for a in answered if kind in (a.question.kind, _group(a.question))]
            if not part:
                continue
            clusters = [a.question.near for a in part]
            row: dict[str, object] = {"kind": kind, "arm": arm, "n": len(part)}
            every: tuple[outcomes.Outcome, ...] = (*outcomes.ANSWERABLE, "abstained rightly")
            for name in every:
                row[name] = str(estimate([float(a.outcome == name) for a in part], clusters=clusters))
            rows.append(row)
    return rows


def _group(question: data.Question) -> str:
    return "answerable" if question.answer else "not answerable"
