"""A training run that `accelerate launch` starts in several processes; each writes its losses."""

import copy
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).parent))

import tiny

from course_lib.training import Recipe, fit

RECIPE = Recipe(steps=10, rate=0.01, examples=4, together=2)
CHATS = [
    [{"role": "user", "content": f"Colour of machine {i}?"}, {"role": "assistant", "content": "grey " * (i % 5 + 1)}]
    for i in range(12)
]


def losses() -> list[float]:
    """Return the losses of a run on a copy of the tiny model."""
    lm = tiny.language_model()
    return list(fit(replace(lm, model=cast(Any, copy.deepcopy(lm.model))), CHATS, RECIPE).losses)


if __name__ == "__main__":
    Path(sys.argv[1], f"{os.environ['RANK']}.json").write_text(json.dumps(losses()))
