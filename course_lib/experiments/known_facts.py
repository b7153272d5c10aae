"""Passages about things the model knows already: the right one, one beside the point, and one that contradicts."""

from collections.abc import Sequence

from course_lib import data, models, rag
from course_lib.experiments import Contrast, Finding, Setting
from course_lib.experiments.bench import Bench
from course_lib.generate import Message, generate
from course_lib.outcomes import contains_answer
from course_lib.stats import estimate

ARMS = ("no passage", "gold", "wrong", "counterfactual")
LIVE_SAMPLE = 30


def answers(setting: Setting, arms: Sequence[str] = ARMS) -> tuple[list[data.KnownFact], dict[str, list[str]], str]:
    """Ask each fact in every arm; all 60 facts on record, a sample live.

    Returns:
        The facts, the answers of each arm in their order, and the dtype of the model.
    """
    facts = data.load_known_facts()
    facts = facts if setting.mode == "record" else facts[:: len(facts) // LIVE_SAMPLE]
    lm = models.load_language_model(setting.dtype)
    prompts = [prompt(fact, arm) for arm in arms for fact in facts]
    cache = setting.mode == "record"
    written = generate(lm, prompts, max_new_tokens=rag.MAX_NEW_TOKENS, progress=True, cache=cache)
    texts = [w.text for w in written]
    return facts, {arm: texts[i * len(facts) : (i + 1) * len(facts)] for i, arm in enumerate(arms)}, lm.dtype


def prompt(fact: data.KnownFact, arm: str) -> list[Message]:
    """Return the chat of one arm, in the form of :func:`course_lib.rag.integrate`."""
    if arm == "no passage":
        return rag.integrate(fact.question, [], rag.WITHOUT_PASSAGES)
    text = {"gold": fact.gold, "wrong": fact.wrong, "counterfactual": fact.counterfactual}[arm]
    parts = [rag.WITH_PASSAGES, f"[1] {text}", f"Question: {fact.question}"]
    return [{"role": "user", "content": "\n\n".join(parts)}]


def right(fact: data.KnownFact, answer: str) -> float:
    """Return 1 if the true answer stands in the model's, else 0."""
    return float(not rag.abstains(answer) and contains_answer(answer, (fact.answer, *fact.aliases)))


def follows(fact: data.KnownFact, answer: str) -> str:
    """Say whom an answer follows where passage and memory disagree."""
    memory, passage = right(fact, answer), contains_answer(answer, [fact.counterfactual_answer])
    if memory and passage:
        return "both"
    return "memory" if memory else "passage" if passage else "neither"


def wrong_passage(setting: Setting) -> Finding:
    """Harm by a passage beside the point; the contrast is right with it minus right with no passage."""
    facts, texts, dtype = answers(setting)
    marks = {arm: [right(f, t) for f, t in zip(facts, texts[arm], strict=True)] for arm in ARMS}
    gains = [w - n for w, n in zip(marks["wrong"], marks["no passage"], strict=True)]
    return Finding(
        contrast=Contrast.of(gains, [f.id for f in facts], seed=setting.seed, bounds=(-1, 1)),
        tables={"share right on facts the model may know": _table(facts, texts)},
        models=(models.LANGUAGE_MODEL.label,),
        dtype=dtype,
    )


def blending(setting: Setting) -> Finding:
    """Passage against memory; the contrast is the share that keeps the true answer against the passage."""
    facts, texts, dtype = answers(setting)
    sides = [follows(f, t) for f, t in zip(facts, texts["counterfactual"], strict=True)]
    kept = [float(side in ("memory", "both")) for side in sides]
    rows = [
        {"the answer follows": side, "n": len(sides), "share": str(estimate([s == side for s in sides]))}
        for side in ("passage", "memory", "both", "neither")
    ]
    return Finding(
        contrast=Contrast.of(kept, [f.id for f in facts], seed=setting.seed),
        tables={"with a passage that contradicts": rows, "share right": _table(facts, texts)},
        models=(models.LANGUAGE_MODEL.label,),
        dtype=dtype,
    )


def dependence(setting: Setting) -> Finding:
    """What a gold passage adds; the contrast is its gain on facts the model cannot know minus that on known ones."""
    facts, texts, dtype = answers(setting)
    known = [
        right(f, with_) - right(f, without)
        for f, with_, without in zip(facts, texts["gold"], texts["no passage"], strict=True)
    ]
    bench = Bench(setting)
    questions = bench.questions(lambda q: q.kind in ("lookup", "paraphrase"))
    closed, oracle = bench.arm("closed-book", questions), bench.arm("oracle", questions)
    new = [o.right - c.right for o, c in zip(oracle, closed, strict=True)]
    group = [False] * len(known) + [True] * len(new)
    clusters = [*(f.id for f in facts), *(q.near for q in questions)]
    rows = [
        {"facts": "it may know", "n": len(facts)}
        | {arm: str(estimate([right(f, t) for f, t in zip(facts, texts[arm], strict=True)])) for arm in ARMS[:2]},
        {"facts": "it cannot know", "n": len(questions)}
        | {
            name: str(estimate([a.right for a in part], clusters=[q.near for q in questions]))
            for name, part in zip(ARMS[:2], (closed, oracle), strict=True)
        },
    ]
    return Finding(
        contrast=Contrast.between([*known, *new], group, clusters, seed=setting.seed, bounds=(-1, 1)),
        tables={"share right": rows},
        models=(models.LANGUAGE_MODEL.label,),
        dtype=dtype,
    )


def _table(facts: Sequence[data.KnownFact], texts: dict[str, list[str]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for arm, written in texts.items():
        marks = [right(f, t) for f, t in zip(facts, written, strict=True)]
        lost = [float(rag.abstains(t)) for t in written]
        rows.append({"arm": arm, "n": len(facts), "right": str(estimate(marks)), "abstained": str(estimate(lost))})
    return rows
