"""Does a model that was taught to read pages briefly read better? On pages like those, and on text of another kind.

The brief reader stands beside the model as it came: the same questions, passages and prompts, on this company's
documents, of which it has seen others, and on docstrings of installed packages, of which it has seen none.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from course_lib import data
from course_lib.data.docstring_questions import DocstringQuestion, Readable, load_docstring_questions, readable
from course_lib.errors import CourseError
from course_lib.evidence.bench import Bench, wrong_passages
from course_lib.evidence.decoys import DECOYS, decoys
from course_lib.evidence.finding import Contrast, Finding, Row, Table
from course_lib.evidence.training.brief import NAME, PASSAGES
from course_lib.evidence.training.shipped import shipped
from course_lib.evidence.trial import Answered, Trial, near, odds_table, outcome_table, sample, share
from course_lib.outcomes import contains_answer

BARE, TUNED = "as it came", "brief reader"
COMPANY, DOCSTRINGS = "this company's documents", "docstrings"
NONE, WRONG, RIGHT = "no passage", "a wrong passage", "the right passage"
NEAREST, THREE = "the nearest passage", "the three nearest"


class Exam(NamedTuple):
    """The same for every model: what is asked, and what is read.

    Attributes:
        text: on which kind of text.
        arm: what is read, in words.
        evidence: for each question; the passage next to the question comes first.
    """

    text: str
    arm: str
    questions: list[data.Question]
    evidence: list[list[data.Passage]]


class Sat(NamedTuple):
    """What a model made of an exam.

    Attributes:
        weighed: questions of one answer, those whose log-odds were taken.
        odds: of the right answer against five others, one a question weighed.
    """

    answered: list[Answered]
    weighed: list[data.Question]
    odds: list[float]


def measure(trial: Trial) -> Finding:
    """Right answers with the right passage; the contrast is the brief reader minus the model as it came.

    The same on docstrings is the other level of the moderator: does it travel? Questions without an answer are asked
    beside the others, and no number of the contrast rests on them; their passage is the nearest one, or the docstring
    that is like one which would answer. No passage and a wrong one are the floors.
    """
    written = load_docstring_questions(_split(trial))
    pages = readable(written)
    exams = [*_company(trial), *_docstrings(trial, pages)]
    before = [_sit(trial, BARE, exam, written) for exam in exams]
    with shipped(trial, NAME) as tuned:
        after = [_sit(tuned, TUNED, exam, written) for exam in exams]
        made_with = (trial.bench.lm, tuned.bench.lm, trial.bench.encoder)
    gains, about = {}, {}
    for exam, bare, brief in zip(exams, before, after, strict=True):
        if exam.arm == RIGHT:
            pairs = [(a, b) for a, b in zip(bare.answered, brief.answered, strict=True) if a.question.answer]
            gains[exam.text] = [b.right - a.right for a, b in pairs]
            about[exam.text] = near(a.question for a, _ in pairs)
    effects = {text: Contrast.of(gains[text], about[text], seed=trial.seed, bounds=(-1, 1)) for text in gains}
    travel = Contrast.between(
        [*gains[COMPANY], *gains[DOCSTRINGS]],
        [False] * len(gains[COMPANY]) + [True] * len(gains[DOCSTRINGS]),
        [*about[COMPANY], *about[DOCSTRINGS]],
        seed=trial.seed, bounds=(-1, 1),
    )  # fmt: skip
    return trial.finding(
        effects[COMPANY],
        *_tables(trial.bench, exams, before, after),
        Table("docstrings of this machine", [_found(written, pages)]),
        by_moderator=effects,
        interaction=travel,
        made_with=made_with,
    )


def rivals(question: data.Question, others: Sequence[DocstringQuestion]) -> list[str]:
    """Return five answers to other questions on docstrings, none accepted here; with digits if the right one has some.

    The same question always gets the same five.
    """
    accepted = (question.answer, *question.aliases)
    fitting = list(
        dict.fromkeys(
            q.answer for q in others
            if q.answer and _has_digits(q.answer) == _has_digits(question.answer)
            and not contains_answer(q.answer, accepted) and not contains_answer(question.answer, (q.answer,))
        )
    )  # fmt: skip
    rng = np.random.default_rng(int(hashlib.sha256(question.id.encode()).hexdigest()[:8], 16))
    return [fitting[i] for i in rng.permutation(len(fitting))[:DECOYS]]


def _has_digits(value: str) -> bool:
    return re.search(r"\d", value) is not None


def _split(trial: Trial) -> Literal["dev", "test"]:
    return "dev" if trial.split == "dev" else "test"


def _company(trial: Trial) -> list[Exam]:
    bench, has = trial.bench, trial.pick([q for q in trial.questions if q.answer])
    asked = [*has, *sample([q for q in trial.questions if not q.answer], trial.n, trial.seed)]
    found = bench.nearest(asked, PASSAGES)
    return [
        Exam(COMPANY, NONE, asked, [[] for _ in asked]),
        Exam(COMPANY, WRONG, asked, wrong_passages(asked, bench.passages, 1, trial.seed)),
        Exam(COMPANY, NEAREST, asked, [pool[:1] for pool in found]),
        Exam(COMPANY, THREE, asked, found),
        Exam(COMPANY, RIGHT, has, [bench.gold(q) for q in has]),
    ]


def _docstrings(trial: Trial, pages: Sequence[Readable]) -> list[Exam]:
    parts = [[page for page in pages if bool(page.question.answer) == answers] for answers in (True, False)]
    if not all(parts):
        raise CourseError("context: no docstring of the questions is on this machine; install requirements.lock")
    chosen = [page for part in parts for page in sample(part, trial.n, trial.seed)]
    asked = [page.question for page in chosen]
    return [
        Exam(DOCSTRINGS, NONE, asked, [[] for _ in chosen]),
        Exam(DOCSTRINGS, RIGHT, asked, [[page.passage] for page in chosen]),
    ]


def _sit(trial: Trial, model: str, exam: Exam, written: Sequence[DocstringQuestion]) -> Sat:
    name = f"{model}, {exam.arm}"
    prompts = trial.prompts(exam.questions, exam.evidence, "best last")
    answered = trial.answer(exam.questions, {name: exam.evidence}, {name: prompts})[name]
    single = [i for i, q in enumerate(exam.questions) if q.answer and q.kind not in ("list", "yes_no")]
    if exam.text == COMPANY:
        single = sample(single, max(trial.n // 4, 1), trial.seed)
    weighed = [exam.questions[i] for i in single]
    values = [[q.answer, *(decoys(q) if exam.text == COMPANY else rivals(q, written))] for q in weighed]
    odds = trial.log_odds(
        name, weighed, [exam.evidence[i] for i in single], [prompts[i] for i in single], values
    )  # fmt: skip
    return Sat(answered, weighed, odds)


def _tables(bench: Bench, exams: Sequence[Exam], before: Sequence[Sat], after: Sequence[Sat]) -> list[Table]:
    tables = []
    for text in (COMPANY, DOCSTRINGS):
        sat = {
            f"{model}, {exam.arm}": found
            for exam, *both in zip(exams, before, after, strict=True)
            for model, found in zip((BARE, TUNED), both, strict=True)
            if exam.text == text
        }
        tables.append(outcome_table(f"outcomes: {text}", {name: found.answered for name, found in sat.items()}))
        given = [_given(bench, name, found.answered) for name, found in sat.items()]
        tables.append(Table(f"answers given: {text}", given))
        rows = [
            row for name, found in sat.items()
            for row in odds_table("", "the right value", {name: found.odds}, near(found.weighed)).rows
        ]  # fmt: skip
        tables.append(Table(f"log-odds of the right value against others: {text}", rows))
    return tables


def _given(bench: Bench, name: str, answered: Sequence[Answered]) -> Row:
    """Return how often the right passage is read, how long answers are, and how many are right of those given.

    Of questions that have an answer; the passage of a docstring is the right one by construction.
    """
    part = [a for a in answered if a.question.answer]
    given = [a for a in part if a.outcome not in ("abstained wrongly", "deflected")]
    row: Row = {"prompt": name, "n": len(part)}
    if part[0].question.facts:
        read = [bench.holds_gold(a.question, a.passages) for a in part]
        row["right passage read"] = share(read, [a.question for a in part])
    row["words an answer"] = sum(len(a.text.split()) for a in part) / len(part)
    row["answers given"] = len(given)
    if given:
        row["right, of those given"] = share((a.right for a in given), [a.question for a in given])
    return row


def _found(written: Sequence[DocstringQuestion], pages: Sequence[Readable]) -> Row:
    lost = len(written) - len(pages)
    return {"text": "docstrings", "questions": len(written), "readable here": len(pages), "left out": lost}
