"""Draw outputs of the language model for readers to label: ``python tools/sample_labels.py OUT.jsonl``.

Outputs come from the recorded traces of dev questions. They are drawn at random within what the course's own marks
call them (right, abstained, deflected, another), so that each call's errors can be stated, and a
last group is sought by pattern: refusals and denials with a value beside them, which are rare and hard.
The sizes are those of the second sample, asked in the reader's chosen way; the first, of the way before, was larger.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np

SEED = 2027
SIZES = {"right": 40, "abstained": 25, "deflected": 25, "other": 40, "sought": 10}
READER = "form"  # of data/traces/readers.jsonl
SOUGHT = re.compile(r"\b(?:not|n't|never|no)\b.*\d|\d.*\b(?:not|n't|never|no)\b|\banswer is\b.*\bnot\b", re.IGNORECASE)


def main() -> None:
    """Write the sample, one JSON object a line: id, question, arm, passages, answer and group."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="file to write")
    out: Path = parser.parse_args().out
    from course_lib import data, outcomes
    from course_lib.evidence.bench import Bench

    questions = {q.id: q for q in data.load_questions("dev")}
    passages = {p.id: p for p in Bench().passages}
    pool = [(t.question, t.arm, t.passages, t.answer) for t in data.load_traces()]
    groups: dict[str, list[int]] = {name: [] for name in SIZES}
    for place, (question, _, read, answer) in enumerate(pool):
        call = outcomes.judge(questions[question], answer, [passages[p] for p in read])
        name = call.split()[0] if call.split()[0] in SIZES else "other"
        groups[name].append(place)
        if SOUGHT.search(answer):
            groups["sought"].append(place)
    rng, drawn, lines = np.random.default_rng(SEED), set(), []
    for name, size in SIZES.items():
        free = [place for place in groups[name] if place not in drawn]
        for place in sorted(rng.permutation(len(free))[:size].tolist()):
            drawn.add(free[place])
            question, arm, read, answer = pool[free[place]]
            lines.append(
                {"id": f"{question}/{arm}/{READER}", "question": question, "arm": arm, "reader": READER}
                | {"passages": list(read), "answer": answer, "group": name}
            )
    out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print({name: len(places) for name, places in groups.items()}, "in the pool;", len(lines), "drawn")


if __name__ == "__main__":
    main()
