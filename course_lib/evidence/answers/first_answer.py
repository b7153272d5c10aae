"""From a raw folder of Markdown files to the first right answer: how many minutes?"""

import tempfile
import time
from pathlib import Path

import numpy as np

from course_lib import data, outcomes, rag
from course_lib.evidence.answers.files import indexed, plain_questions, to_markdown
from course_lib.evidence.finding import Contrast, Finding, Row, Table, Timing
from course_lib.evidence.trial import Trial

TRIES = 50
HOUR = 3600.0


def measure(trial: Trial) -> Finding:
    """Minutes from an empty index to the first right answer, questions asked in random order.

    The minutes follow from the sizes of folder and model, so no rule is decided by them: lesson 15 sets them beside
    those of training. A run that finds no right answer among fifty questions counts as an hour. ``seeds`` runs are
    made; models that are not loaded yet are loaded in the first.
    """
    bench, asked = trial.bench, plain_questions(trial)
    spent: list[float] = []
    rows: list[Row] = []
    for number in range(trial.seeds):
        order = np.random.default_rng(trial.seed + number).permutation(len(asked))[:TRIES]
        with tempfile.TemporaryDirectory() as place:
            for document in bench.documents:
                to_markdown(document, Path(place))
            started = time.perf_counter()
            index, _, indexing = indexed(Path(place), bench.encoder)
            pipeline = rag.Pipeline(index, bench.lm)
            right = (n for n, i in enumerate(order, start=1) if _right(asked[i], pipeline.ask(asked[i].question)))
            tries = next(right, None)
            spent.append(time.perf_counter() - started if tries else HOUR)
        rows.append(
            {
                "run": number + 1,
                "to index": Timing(indexing),
                "questions asked": tries or len(order),
                "in all": Timing(spent[-1]),
            }
        )
        trial.note(f"run {number + 1}", tries, texts=[asked[i].id for i in order[: tries or len(order)]])
    return trial.finding(
        Contrast.of([s / 60 for s in spent], range(len(spent)), seed=trial.seed, bounds=(0, 60)),
        Table("from a folder to the first right answer", rows),
        made_with=(bench.lm, bench.encoder),
    )


def _right(question: data.Question, trace: rag.Trace) -> bool:
    return outcomes.judge(question, trace.answer, [h.passage for h in trace.hits]) == "right"
