"""Does a model learn a company's words from sentences that use them? Terms taught against terms not taught.

Half of the terms are taught, the other half in another model, so each term is weighed both ways by models that were
trained alike. A term's rivals are meanings of its own half: where it was taught, so were they, and only what goes with
what can tell them apart.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

import numpy as np

from course_lib import data, forgetting, likelihood, models
from course_lib.errors import ArgumentError
from course_lib.evidence.decoys import DECOYS
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import probes
from course_lib.evidence.training.adapters import BLOCKS, RECIPE, adapted
from course_lib.evidence.trial import Trial, sample
from course_lib.generate import Message
from course_lib.likelihood import log_odds
from course_lib.outcomes import asserts_answer, contains_answer
from course_lib.rag import stated
from course_lib.stats import estimate
from course_lib.training import Labelled

TEXTS = 60  # passages of general text, of six genres
RUN_FIRST = 60  # term-001 to term-060: a rule since withdrawn was measured on them
BEFORE, TAUGHT, LEFT = "before", "taught", "not taught, the other half was"
OWN, OTHERS, GENERAL = "sentences of the terms taught", "sentences of the other terms", "general text"


class Weighed(NamedTuple):
    """What a model makes of one term, asked in words that are in no sentence.

    Attributes:
        ahead: the share of others that its meaning is likelier than. Were the meaning one of them, it would be 0.5.
        odds: log-odds of its meaning against others.
        wrong: the same of each other in the meaning's place, the mean. Texts that a training made unlikely all over
            lie further apart, and all log-odds sink: what moves these as well says nothing of the meaning.
        trap: log-odds of its meaning against its everyday meaning alone.
        said: 1 if an answer says the meaning.
    """

    ahead: float
    odds: float
    wrong: float
    trap: float
    said: float


class Read(NamedTuple):
    """The loss of one text in nats a token, before and after one training."""

    kind: str
    text: str
    before: float
    after: float


class Run(NamedTuple):
    """One seed: by how it was taught, each term as it was weighed; and the losses of both trainings."""

    weighed: dict[str, dict[str, Weighed]]
    losses: list[Read]


def measure(trial: Trial) -> Finding:
    """The share of five other meanings that a term's own is likelier than; the contrast is taught minus not taught."""
    terms = trial.pick(of_split(trial.split))
    if len(terms) < 4:
        raise ArgumentError(f"terms.measure: {len(terms)} terms, two halves of which need two each; pick at least 4")
    texts = [text.text for text in sample(data.load_text_probes(), TEXTS, trial.seed)]
    runs = [_run(trial, terms, texts, seed) for seed in range(trial.seeds)]
    kinds = (BEFORE, TAUGHT, LEFT)
    weighed = {kind: [[run.weighed[kind][term.id] for term in terms] for run in runs] for kind in kinds}
    ahead = {kind: probes.over([[each.ahead for each in run] for run in found]) for kind, found in weighed.items()}
    return trial.finding(
        trial.contrast(ahead[TAUGHT], ahead[LEFT], [term.id for term in terms]),
        Table("what a term means, against five other meanings", [_row(kind, weighed[kind]) for kind in kinds]),
        _places(trial, terms, weighed),
        _read(trial, terms, [each for run in runs for each in run.losses]),
        made_with=(trial.bench.lm,),
    )


def _run(trial: Trial, terms: Sequence[data.Term], texts: Sequence[str], seed: int) -> Run:
    parts = halves(terms, seed)
    values = {term.id: choices(term, part, seed) for part in parts for term in part}
    found = Run({BEFORE: weigh(trial, f"before, seed {seed}", terms, values), TAUGHT: {}, LEFT: {}}, [])
    for number, (learned, left) in enumerate((parts, parts[::-1]), start=1):
        name = f"half {number}, seed {seed}"
        kinds = {OWN: sentences(learned), OTHERS: sentences(left), GENERAL: list(texts)}
        every = [(kind, text) for kind, part in kinds.items() for text in part]
        was = _losses(trial, f"before {name}", every)
        with adapted(trial, as_chats(learned), replace(RECIPE, seed=seed), last_blocks=BLOCKS, label=running) as tuned:
            after = weigh(tuned, name, terms, values)
            now = _losses(tuned, name, every)
        found.weighed[TAUGHT].update({term.id: after[term.id] for term in learned})
        found.weighed[LEFT].update({term.id: after[term.id] for term in left})
        found.losses.extend(Read(*each, b, a) for each, b, a in zip(every, was, now, strict=True))
    return found


def of_split(split: str) -> list[data.Term]:
    """Return the terms that were never run for ``confirm``, those that were for any other split."""
    every = data.load_terms()
    return every[RUN_FIRST:] if split == "confirm" else every[:RUN_FIRST]


def halves(terms: Sequence[data.Term], seed: int) -> tuple[list[data.Term], list[data.Term]]:
    """Return terms in two halves at random, each with as many that stand in a document as the other."""
    rng = np.random.default_rng(seed)
    groups = [[t for t in terms if (t.doc is None) is alone] for alone in (False, True)]
    order = [group[i] for group in groups for i in rng.permutation(len(group))]
    return order[::2], order[1::2]


def choices(term: data.Term, half: Sequence[data.Term], seed: int) -> list[str]:
    """Return a term's meaning, its everyday one, and the meanings of five others of its half that do not fit it.

    Those come first that stand in a document if this one does, and in none if it does not.
    """
    fits = [
        t for t in half
        if not contains_answer(t.accepted[0], term.accepted) and not contains_answer(term.accepted[0], t.accepted)
    ]  # fmt: skip
    drawn = int(hashlib.sha256(f"{term.id} {seed}".encode()).hexdigest()[:8], 16)
    order = [fits[i] for i in np.random.default_rng(drawn).permutation(len(fits))]
    order.sort(key=lambda t: (t.doc is None) != (term.doc is None))
    rivals = list(dict.fromkeys(t.accepted[0] for t in order))[:DECOYS]
    if not rivals:
        raise ArgumentError(
            f"terms.choices: no meaning in this half tells {term.term!r} from another; teach more terms"
        )
    return [term.accepted[0], term.trap, *rivals]


def sentences(terms: Sequence[data.Term]) -> list[str]:
    """Return the sentences that use terms."""
    return [sentence for term in terms for sentence in term.sentences]


def as_chats(terms: Sequence[data.Term]) -> list[list[Message]]:
    """Return the sentences that use terms, to be read as they stand (:func:`running`)."""
    return [[{"role": "assistant", "content": sentence}] for sentence in sentences(terms)]


def running(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Learn every word of a text that stands alone: no template round it, and no end of a turn behind it."""
    tokens = cast(list[int], lm.tokenizer(chat[-1]["content"], add_special_tokens=False)["input_ids"])
    return Labelled(tokens, list(tokens))


def weigh(
    trial: Trial, name: str, terms: Sequence[data.Term], values: Mapping[str, Sequence[str]]
) -> dict[str, Weighed]:
    """Ask what each term means: where its meaning stands among others, and an answer; note and return them by term."""
    chats = [probes.plainly(term.question) for term in terms]
    known = likelihood.answer_log_probabilities(
        trial.bench.lm, chats, [values[term.id] for term in terms], progress=trial.progress, cache=trial.cache
    )
    found = {}
    for term, chat, logs, said in zip(terms, chats, known, trial.generate(chats), strict=True):
        meaning, trap, *rivals = logs
        right = float(asserts_answer(stated(said.text), term.accepted))
        each = Weighed(
            ahead=sum(meaning > rival for rival in rivals) / len(rivals),
            odds=log_odds(meaning, rivals),
            wrong=_wrong(meaning, rivals),
            trap=log_odds(meaning, [trap]),
            said=right,
        )
        mark = (said.text, *(round(number, 3) for number in each))
        trial.note(f"term, {name}/{term.id}", mark, prompt=chat, texts=values[term.id])
        found[term.id] = each
    return found


def _wrong(meaning: float, rivals: Sequence[float]) -> float:
    """Return the mean log-odds of each rival if it stood in the meaning's place, and the meaning in its own."""
    places = range(len(rivals))
    return float(np.mean([log_odds(rivals[i], [meaning, *(rivals[j] for j in places if j != i)]) for i in places]))


def _losses(trial: Trial, name: str, every: Sequence[tuple[str, str]]) -> list[float]:
    texts = [text for _, text in every]
    found = forgetting.losses(trial.bench.lm, texts, progress=trial.progress, cache=trial.cache)
    for place, (text, loss) in enumerate(zip(texts, found, strict=True), start=1):
        trial.note(f"loss, {name}/{place}", round(loss, 4), texts=[text])
    return found


def _row(kind: str, runs: Sequence[Sequence[Weighed]]) -> Row:
    marks = {
        "ahead of the others": [[each.ahead for each in run] for run in runs],
        "log-odds of the meaning": [[each.odds for each in run] for run in runs],
        "log-odds of a wrong meaning": [[each.wrong for each in run] for run in runs],
        "likelier than the five": [[float(each.odds > 0) for each in run] for run in runs],
        "likelier than the everyday meaning": [[float(each.trap > 0) for each in run] for run in runs],
        "says it": [[each.said for each in run] for run in runs],
    }
    shares = {what: estimate(probes.over(found)) for what, found in marks.items()}
    return {"term": kind, "n": len(runs[0]), "seeds": len(runs), **shares}


def _places(trial: Trial, terms: Sequence[data.Term], weighed: Mapping[str, Sequence[Sequence[Weighed]]]) -> Table:
    """Return the contrast apart for terms that stand in a document of the company and for those that stand in none."""
    rows: list[Row] = []
    for place, alone in (("in a document", False), ("in none", True)):
        picks = [i for i, term in enumerate(terms) if (term.doc is None) is alone]
        if not picks:
            continue
        ids = [terms[i].id for i in picks]
        ahead = {kind: probes.over([[run[i].ahead for i in picks] for run in runs]) for kind, runs in weighed.items()}
        said = {kind: probes.over([[run[i].said for i in picks] for run in runs]) for kind, runs in weighed.items()}
        rows.append(
            {
                "terms that stand": place,
                "n": len(picks),
                "ahead, before": estimate(ahead[BEFORE]),
                "ahead, taught minus not": trial.contrast(ahead[TAUGHT], ahead[LEFT], ids).ci95,
                "says it, taught minus not": trial.contrast(said[TAUGHT], said[LEFT], ids).ci95,
            }
        )
    return Table("terms by where they stand", rows)


def _read(trial: Trial, terms: Sequence[data.Term], losses: Sequence[Read]) -> Table:
    """Return the loss of what was learned, of what is like it, and of general text: terms or texts are resampled."""
    of = {sentence: term.id for term in terms for sentence in term.sentences}
    rows: list[Row] = []
    for kind in (OWN, OTHERS, GENERAL):
        part = [each for each in losses if each.kind == kind]
        before, after = [each.before for each in part], [each.after for each in part]
        row: Row = {"texts": kind, "n": len({each.text for each in part}), "before": sum(before) / len(before)}
        gain = trial.contrast(after, before, [of.get(each.text, each.text) for each in part])
        rows.append(row | {"after minus before": gain.ci95})
    return Table("loss of texts, in nats a token", rows)
