"""May the ledger be recorded in bfloat16, which is faster? ``python tools/compare_dtypes.py``.

The rule, fixed before the number: four arms on 400 dev questions that have an answer are run in both dtypes. A rule of
the ledger may use bfloat16 if the 90 % interval of the paired difference in right answers, documents resampled, lies
within half its margin. Answers are kept as they come, so an interrupted run goes on. It writes
`data/traces/dtypes.json`.
"""

import json
from pathlib import Path

from course_lib.evidence.bench import Arm

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "traces" / "dtypes.json"
ARMS: tuple[Arm, ...] = ("closed-book", "RAG", "oracle", "wrong")
QUESTIONS, SEED = 400, 0


def main() -> None:
    """Run the arms in both dtypes and write the differences."""
    from course_lib import data
    from course_lib.evidence.bench import Bench
    from course_lib.evidence.trial import Trial, near, right, sample
    from course_lib.stats import estimate

    questions = sample([q for q in data.load_questions("dev") if q.answer], QUESTIONS, SEED)
    found = {}
    for dtype in ("float32", "bfloat16"):
        trial = Trial(Bench(dtype=dtype), questions, QUESTIONS, cache=True)
        found[dtype] = trial.arms(ARMS, questions)
    gains: list[float] = []
    same: list[bool] = []
    documents: list[str] = []
    rows = []
    for arm in ARMS:
        pairs = list(zip(found["bfloat16"][arm], found["float32"][arm], strict=True))
        gain = [b.right - f.right for b, f in pairs]
        gains, documents = [*gains, *gain], [*documents, *near(questions)]
        same += [b.text == f.text for b, f in pairs]
        rows.append(
            {"arm": arm, "float32": sum(right(found["float32"][arm])), "bfloat16": sum(right(found["bfloat16"][arm]))}
        )
    difference = estimate(gains, clusters=documents, level=0.90, resamples=10_000, bounds=(-1, 1))
    TARGET.write_text(
        json.dumps(
            {
                "questions": len(questions), "arms": rows, "answers that are the same": round(sum(same) / len(same), 4),
                "right, bfloat16 minus float32": {
                    "mean": round(difference.mean, 4), "level": 0.90,
                    "ci_low": round(difference.ci_low, 4), "ci_high": round(difference.ci_high, 4),
                },
            },
            indent=1,
        ) + "\n",
        encoding="utf-8",
    )  # fmt: skip
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
