"""What a gold passage adds, on facts the model cannot know and on facts it may know."""

from course_lib import data
from course_lib.evidence.answers.known_facts import answers, marks
from course_lib.evidence.finding import Contrast, Finding, Table
from course_lib.evidence.trial import Trial, near, right, sample, share
from course_lib.stats import estimate

ARMS = ("no passage", "gold")


def measure(trial: Trial) -> Finding:
    """The contrast is the gain on facts the model cannot know minus that on facts it may know; n counts the former."""
    questions = trial.pick([q for q in trial.questions if q.kind in ("lookup", "paraphrase")])
    facts = sample(data.load_known_facts(), trial.n, trial.seed)
    said = answers(trial, facts, ARMS)
    alone, gold = (marks(facts, said[arm]) for arm in ARMS)
    arms = trial.arms(("closed-book", "oracle"), questions)
    closed, oracle = (right(arms[name]) for name in ("closed-book", "oracle"))
    known = [g - a for g, a in zip(gold, alone, strict=True)]
    new = [o - c for o, c in zip(oracle, closed, strict=True)]
    group = [False] * len(known) + [True] * len(new)
    clusters = [*(f.id for f in facts), *near(questions)]
    return trial.finding(
        Contrast.between([*known, *new], group, clusters, seed=trial.seed, bounds=(-1, 1)),
        Table(
            "share right",
            [
                {"facts": "it may know", "n": len(facts), "no passage": estimate(alone), "gold": estimate(gold)},
                {
                    "facts": "it cannot know",
                    "n": len(questions),
                    "no passage": share(closed, questions),
                    "gold": share(oracle, questions),
                },
            ],
        ),
        made_with=(trial.bench.lm, trial.bench.encoder),
    )
