"""May the ledger be recorded in bfloat16, which is faster? ``python tools/compare_dtypes.py``.

The rule, fixed before the number: the dev questions that have an answer, at least 400, are asked in four arms in
bfloat16; the answers in float32 are the recorded traces. A rule of the ledger may use bfloat16 if the 90 % interval of
the paired difference in right answers, documents resampled, lies within half its margin. Answers are kept as they come,
so an interrupted run goes on. It writes `data/traces/dtypes.json`.
"""

import json
from pathlib import Path

from course_lib.evidence.bench import Arm

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "traces" / "dtypes.json"
ARMS: tuple[Arm, ...] = ("closed-book", "RAG", "oracle", "wrong")


def main() -> None:
    """Ask in bfloat16, compare with the traces, and write the differences."""
    from course_lib import data, outcomes
    from course_lib.evidence.bench import Bench
    from course_lib.evidence.trial import Trial, near
    from course_lib.stats import estimate

    dev = data.load_questions("dev")
    recorded = {(t.arm, t.question): t.answer for t in data.load_traces()}
    trial = Trial(Bench(dtype="bfloat16"), dev, len(dev), cache=True)
    gains: list[float] = []
    same: list[bool] = []
    rows = []
    answerable = [q for q in dev if q.answer]
    for arm in ARMS:
        asked = answerable if arm == "oracle" else dev
        evidence = dict(zip(asked, trial.bench.evidence(arm, asked), strict=True))
        said = trial.answer(answerable, {arm: [evidence[q] for q in answerable]})[arm]
        before = [recorded[arm, q.id] for q in answerable]
        marks = [
            float(outcomes.judge(a.question, text, a.passages) == "right") for a, text in zip(said, before, strict=True)
        ]
        gains += [a.right - mark for a, mark in zip(said, marks, strict=True)]
        same += [a.text == text for a, text in zip(said, before, strict=True)]
        rows.append({"arm": arm, "float32": sum(marks), "bfloat16": sum(a.right for a in said)})
    found = estimate(gains, clusters=near(answerable) * len(ARMS), level=0.90, resamples=10_000, bounds=(-1, 1))
    ends = {"mean": found.mean, "ci_low": found.ci_low, "ci_high": found.ci_high}
    result = {
        "questions": len(answerable),
        "right answers": rows,
        "share of answers that are the same": round(sum(same) / len(same), 4),
        "bfloat16 minus float32": {name: round(end, 4) for name, end in ends.items()} | {"level": found.level},
    }
    TARGET.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
