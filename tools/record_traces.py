"""Record what the language model answers to every dev question in every arm: ``python tools/record_traces.py``.

Exercises work on these traces, so that a class needs no model to be graded. Answers come from the user's cache where
they are there already, so a run that was interrupted goes on.
"""

import json
import os
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "traces" / "dev.jsonl"


def main() -> None:
    """Write `data/traces/dev.jsonl`."""
    os.environ.setdefault("COURSE_DTYPE", "float32")
    from course_lib import data
    from course_lib.evidence.bench import Arm, Bench
    from course_lib.generate import generate

    desk = Bench()
    lines = []
    for arm in get_args(Arm):
        questions = [q for q in data.load_questions("dev") if q.answer or arm != "oracle"]
        evidence = desk.evidence(arm, questions)
        prompts = [desk.reader.prompt(q.question, found) for q, found in zip(questions, evidence, strict=True)]
        limit = desk.reader.max_new_tokens
        written = generate(desk.lm, prompts, max_new_tokens=limit, progress=True, cache=True)
        for q, found, w in zip(questions, evidence, written, strict=True):
            row = {
                "id": f"{q.id}/{arm}",
                "question": q.id,
                "arm": arm,
                "passages": [p.id for p in found],
                "answer": w.text,
            }
            lines.append(row | {"prompt_tokens": w.prompt_tokens, "new_tokens": w.new_tokens})
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(lines)} answers of {desk.lm.label}, {desk.lm.dtype}")


if __name__ == "__main__":
    main()
