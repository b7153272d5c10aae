"""Does retrieval make the model invent less, where the corpus has the answer and where it has none?"""

from course_lib.evidence.finding import Contrast, Finding
from course_lib.evidence.trial import Trial, near, outcome_table


def measure(trial: Trial) -> Finding:
    """Inventions over all questions; the contrast is RAG minus closed-book in the share invented."""
    questions = trial.pick(trial.questions)
    arms = trial.arms(("closed-book", "RAG"), questions)
    invented = {name: [float(a.outcome == "invented") for a in answered] for name, answered in arms.items()}
    gains = [rag - closed for rag, closed in zip(invented["RAG"], invented["closed-book"], strict=True)]
    levels = {}
    for name, has in (("the corpus has no answer", False), ("the corpus has the answer", True)):
        part = [i for i, q in enumerate(questions) if bool(q.answer) is has]
        clusters = near(questions[i] for i in part)
        levels[name] = Contrast.of([gains[i] for i in part], clusters, seed=trial.seed, bounds=(-1, 1))
    answerable = [bool(q.answer) for q in questions]
    return trial.finding(
        Contrast.of(gains, near(questions), seed=trial.seed, bounds=(-1, 1)),
        outcome_table("outcomes by arm and kind of question", arms),
        by_moderator=levels,
        interaction=Contrast.between(gains, answerable, near(questions), seed=trial.seed, bounds=(-1, 1)),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
