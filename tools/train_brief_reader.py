"""Train the brief reader that the course ships: ``python tools/train_brief_reader.py``.

What it learns from and how stands in `course_lib/evidence/training/brief.py`, fixed before any of its answers was
seen. An interrupted run goes on where it stopped: ten steps at most are lost. It writes `data/adapters/brief-reader/`
and the adapter's line in `data/adapters/README.md`.

Trained again, the numbers differ in their last digits from machine to machine, so the sha256 will be another one.
"""

import json
import os
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course_lib.models import LanguageModel
    from course_lib.training import Training

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "data" / "adapters" / "README.md"
COMMAND = "python tools/train_brief_reader.py"
EVERY = 10  # steps between two checkpoints
MOST = 10_000_000  # bytes


def main() -> None:
    """Train, save and seal the adapter."""
    os.environ.pop("COURSE_LM", None)  # it belongs to the course's own model
    from course_lib import lora, settings, training
    from course_lib.evidence.bench import Bench
    from course_lib.evidence.training import brief

    bench = Bench(documents=brief.documents(), dtype="float32")
    chats = brief.chats(bench, brief.lessons(bench))
    part = settings.writable_cache_dir() / "trained" / f"{brief.NAME}.part"
    lm = lora.adapt(bench.lm, brief.RANK, seed=brief.RECIPE.seed)
    done = training.fit(lm, chats, brief.RECIPE, every=EVERY, checkpoint=part, progress=True)
    digest = keep(lm, done, README.parent / brief.NAME)
    README.write_text(listed(README.read_text(encoding="utf-8"), brief.NAME, digest), encoding="utf-8")
    part.unlink(missing_ok=True)


def keep(lm: "LanguageModel", done: "Training", folder: Path) -> str:
    """Save and seal a trained adapter, with what its training took; return its digest."""
    from course_lib import lora
    from course_lib.evidence.training import brief, shipped

    digest = lora.save(lm, folder)
    size = (folder / lora.WEIGHTS).stat().st_size
    if size > MOST:
        raise SystemExit(f"{folder / lora.WEIGHTS}: {size:,} bytes, but at most {MOST:,} are shipped")
    shipped.seal(folder)
    made = {
        "command": COMMAND, "base": lm.base, "rank": brief.RANK, "recipe": asdict(brief.RECIPE),
        "prompts": brief.PROMPTS, "lacking": brief.LACKING, "tokens": done.tokens,
        "losses": [round(loss, 4) for loss in done.losses],
    }  # fmt: skip
    (folder / "made.json").write_text(json.dumps(made) + "\n", encoding="utf-8")
    return digest


def listed(page: str, name: str, digest: str) -> str:
    """Return the README with an adapter's line in its table, in the place of an older one.

    >>> listed("| a | b | c |\\n|---|---|---|\\n| `x` | old | old |\\n", "x", "f00d").splitlines()[-1]
    '| `x` | `f00d` | `python tools/train_brief_reader.py` |'
    """
    kept = re.sub(rf"(?m)^\| `{name}` \|.*\n", "", page)
    return kept.replace("|---|---|---|\n", f"|---|---|---|\n| `{name}` | `{digest}` | `{COMMAND}` |\n", 1)


if __name__ == "__main__":
    main()
