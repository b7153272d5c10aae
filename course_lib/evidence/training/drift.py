"""Does a RAG system drift less than a tuned one? General questions through both, as they are deployed.

RAG asks the untrained model with what it retrieves and leave to refuse; the tuned model is asked as it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import probes
from course_lib.evidence.training.probes import FULL, LORA, Fate
from course_lib.evidence.trial import Trial
from course_lib.stats import estimate

RAG, CLOSED, PLAIN = "RAG", "RAG's prompt without a passage", "before, asked plainly"


def measure(trial: Trial) -> Finding:
    """General questions answered right; the contrast is through RAG minus by the tuned model.

    The tuned model is the mean over LoRA and every number of the same blocks, which are the moderator. Beside it the
    untrained model without RAG, and what becomes of the questions that are not answered right.
    """
    asked = trial.pick(data.load_knowledge_probes())
    runs = {PLAIN: [probes.knowledge(trial, "before", asked)]}
    found = trial.bench.nearest([question(probe) for probe in asked], trial.bench.reader.k)
    runs[CLOSED] = [read_and_asked(trial, CLOSED, asked, [[] for _ in asked])]
    runs[RAG] = [read_and_asked(trial, RAG, asked, found)]
    runs |= probes.after(trial, lambda at, name: probes.knowledge(at, name, asked))
    marks = {name: probes.over([probes.right(fates) for fates in every]) for name, every in runs.items()}
    ids = [probe.id for probe in asked]
    return trial.finding(
        trial.contrast(marks[RAG], probes.over([marks[LORA], marks[FULL]]), ids),
        _table(trial, runs, marks, ids),
        by_moderator={name: trial.contrast(marks[RAG], marks[name], ids) for name in (LORA, FULL)},
        interaction=trial.contrast(marks[LORA], marks[FULL], ids),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )


def question(probe: data.KnowledgeProbe) -> data.Question:
    """Return a probe as a question to the index, of no brand and no day."""
    return data.Question(
        id=probe.id, kind="lookup", question=probe.question, answer=probe.answer, aliases=probe.aliases, gold=(),
        facts=(probe.id,), near=probe.id, tenant=None, as_of=None, split="test", wording="a", wording_split=None,
    )  # fmt: skip


def read_and_asked(
    trial: Trial, name: str, asked: Sequence[data.KnowledgeProbe], read: Sequence[Sequence[data.Passage]]
) -> list[Fate]:
    """Ask in the reader's prompt, with passages or without, and note what becomes of each question."""
    chats = [trial.bench.reader.prompt(probe.question, found) for probe, found in zip(asked, read, strict=True)]
    fates = []
    for probe, found, chat, said in zip(asked, read, chats, trial.generate(chats), strict=True):
        fates.append(probes.fate(probe, said.text))
        seen = [passage.searchable for passage in found]
        trial.note(f"knowledge, {name}/{probe.id}", (said.text, fates[-1]), prompt=chat, texts=seen)
    return fates


def _table(
    trial: Trial,
    runs: Mapping[str, Sequence[Sequence[Fate]]],
    marks: Mapping[str, Sequence[float]],
    ids: Sequence[str],
) -> Table:
    rows: list[Row] = []
    for name, every in runs.items():
        counts = Counter(fate for fates in every for fate in fates)
        row: Row = {"system": name, "n": len(ids), "seeds": len(every), "right": estimate(marks[name])}
        row |= {fate: counts[fate] / len(ids) / len(every) for fate in get_args(Fate)[1:]}
        if name != PLAIN:
            row["right, beyond the model before"] = trial.contrast(marks[name], marks[PLAIN], ids).ci95
        rows.append(row)
    return Table("general questions, what became of them", rows)
