"""Record what a step of training takes, by what moves: ``python tools/record_training.py``.

Each way to train runs in processes of its own, one after the other, so that memory is its own. The figures are those
of one machine: read them against each other.

Time and memory are measured apart. Left alone, the C library keeps freed memory for later, so a process's largest size
says more about the order of its tensors than about how many live at once (``kept``); told to give each large block
back, it shows what is needed (``gigabytes``), and is slower.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "traces" / "training.jsonl"
WARM, TIMED, EXAMPLES = 2, 5, 8
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "262144"}  # bytes; glibc's, unknown to other libraries
WAYS: dict[str, tuple[str, int | None, int | None, str, int]] = {  # moves, last blocks, rank, parts, chats at once
    "full": ("every number of all 30 blocks", None, None, "", 8),
    "lora": ("LoRA, rank 8, on all 30 blocks", None, 8, "all linear", 8),
    "full-10": ("every number of the last 10 blocks", 10, None, "", 8),
    "lora-10": ("LoRA, rank 8, on the last 10 blocks", 10, 8, "all linear", 8),
    "lora-10-qv": ("LoRA, rank 8, query and value, the last 10 blocks", 10, 8, "query and value", 8),
    "lora-10-two": ("LoRA, rank 8, on the last 10 blocks", 10, 8, "all linear", 2),
}


def measure(name: str) -> dict[str, object]:
    """Train some steps in this process and return what they took."""
    from course_lib import data, lora, models, training
    from course_lib.evidence.training import tickets

    moves, blocks, rank, parts, together = WAYS[name]
    lm = models.load_language_model("float32")
    if rank is not None:
        lm = lora.adapt(lm, rank, parts=cast(lora.Parts, parts), last_blocks=blocks)
    else:
        training.only_last_blocks(lm.model, blocks or 30)
    model = cast(Any, lm.model)
    moving = sum(p.numel() for p in model.parameters() if p.requires_grad)
    chats = tickets.chats(data.load_tickets("train")[: EXAMPLES * (WARM + TIMED)])
    before, times = peak(), []

    def note(_: object) -> float:
        times.append(time.perf_counter())
        return 0.0

    recipe = training.Recipe(steps=WARM + TIMED, rate=1e-4, examples=EXAMPLES, together=together)
    training.fit(lm, chats, recipe, check=note, every=1)
    seconds = [b - a for a, b in zip(times[WARM - 1 :], times[WARM:], strict=False)]
    return {
        "id": name, "moves": moves, "together": together, "moving": moving,
        "seconds": round(statistics.median(seconds), 2), "steps": len(seconds), "gigabytes": round(peak(), 2),
        "before": round(before, 2), "stored": round(moving * 2 / 1e6, 1),
    }  # fmt: skip


def peak() -> float:
    """Return the largest memory of this process so far, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def run(name: str, settings: dict[str, str]) -> dict[str, object]:
    """Measure one way in a process of its own."""
    command = [sys.executable, __file__, "--one", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | settings)
    return cast(dict[str, object], json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    """Write `data/traces/training.jsonl`, or measure one way in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=WAYS)
    one = parser.parse_args().one
    if one:
        print(json.dumps(measure(one)))
        return
    lines = []
    for name in WAYS:
        fast, small = run(name, {}), run(name, GIVE_BACK)
        lines.append(json.dumps(fast | {"kept": fast["gigabytes"], "gigabytes": small["gigabytes"]}))
        print(lines[-1], flush=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
