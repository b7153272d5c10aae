"""Pilot of lesson 13 on the real model, fp32, never on test wordings: what rates, blocks and tokens make of it.

    nice -n 10 env PYTHONPATH=<worktree> COURSE_DTYPE=float32 python pilot13.py facts [--quick]
    ... pilot13.py capacity | canaries | unknown

``facts``: pairs in two wordings and text, asked in the dev wording, one draw; 4 and 10 blocks, three rates, 60,000 and
100,000 tokens. ``capacity``: codes that the rule does not ask. ``canaries``: controls, planted 16 and 64 times.
``unknown``: the brief reader on questions about real firms that it was never taught, dev wording, before and after 119
facts of others. 4 to 8 minutes a line; ``--quick`` leaves what fixing the rules
needs, one or two lines each. Everything is cached: stopped and started again it goes on. Lines are printed and added to pilot13.jsonl beside this file.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from course_lib import data
from course_lib.evidence import Bench, Trial
from course_lib.evidence.trial import right, sample
from course_lib.evidence.training import canaries, capacity, facts, teaching, unknown
from course_lib.evidence.training.runs import mean_loss

LOG = Path(__file__).with_suffix(".jsonl")
DRAW = 0
RULE_CODES, RULE_TIMES = 75, 3  # of F09's draft


def say(**line: Any) -> None:
    text = json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in line.items()})
    print(text, flush=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(text + "\n")


def fresh(split: str = "dev") -> Trial:
    return Trial(Bench(dtype="float32"), [], 119, split=split, cache=True, progress=sys.stderr.isatty())


def pilot_facts(quick: bool) -> None:
    trial = fresh()
    taught, never = teaching.about("dev", DRAW), teaching.strangers("dev", DRAW)
    some, other = taught[:: teaching.SOME], never[:: teaching.SOME]
    say(pilot="facts", arm="nothing", right=float(np.mean(right(teaching.asked(trial, "nothing", some)))),
        odds=float(np.mean(teaching.odds(trial, "nothing", some, DRAW))))  # fmt: skip
    for tokens in (100_000,) if quick else (60_000, 100_000):
        for blocks in (4,) if quick else (4, 10):
            teaching.BLOCKS = blocks
            for arm in (facts.TWO,) if quick else (facts.TWO, facts.TEXT):
                chats = facts.to_learn(trial, arm, DRAW)
                for rate in (teaching.RECIPE.rate,) if quick else facts.RATES:
                    started, name = time.perf_counter(), f"{arm}, {blocks} blocks, {tokens} tokens, {rate:g}"
                    with teaching.taught(trial, chats, DRAW, tokens=tokens, rate=rate) as found:
                        trained = time.perf_counter() - started
                        first = teaching.in_wording(some, "train")
                        say(pilot="facts", arm=arm, blocks=blocks, tokens=tokens, rate=rate, seconds_training=trained,
                            new=float(np.mean(right(teaching.asked(found, name, some)))),
                            never=float(np.mean(right(teaching.asked(found, name, other)))),
                            trained=float(np.mean(right(teaching.asked(found, name, first)))),
                            reversed=float(np.mean(right(
                                teaching.asked(found, name, teaching.in_wording(some, "reversed"))))),
                            odds=float(np.mean(teaching.odds(found, name, some, DRAW))),
                            loss=mean_loss(found, teaching.pairs(found, first)),
                            seconds=time.perf_counter() - started)  # fmt: skip


def pilot_capacity(quick: bool) -> None:
    trial, codes = fresh(), data.load_codes()
    few = sample(codes, RULE_CODES, 0)
    asked = [*few, *(c for c in codes if c not in few)][: RULE_TIMES * RULE_CODES]
    other = [c for c in codes if c not in asked][:75]
    for read in (32,) if quick else (16, 32):
        capacity.READ = read
        for kind in (capacity.LOW, capacity.HIGH) if quick else capacity.RANKS:
            for times in (1,) if quick else (1, RULE_TIMES):
                more = [c for c in codes if c not in few and c not in other]
                started, tally = time.perf_counter(), teaching.Tally()
                with capacity.stored(trial, kind, [*other, *more][: 75 * times], 0) as found:
                    marks = capacity._ask(found, tally, "codes", f"{kind}, {read}, {times}", other)
                    say(pilot="capacity", kind=kind, read=read, codes=75 * times, trained=float(np.mean(marks)),
                        new=float(np.mean(tally.marks("codes", capacity.HELD_OUT))),
                        loss=mean_loss(found, capacity.chats(other[::3])),
                        seconds=time.perf_counter() - started)  # fmt: skip


def pilot_canaries(quick: bool) -> None:
    trial = fresh()
    controls = [c for c in data.load_canaries() if not c.times]
    planted = [replace(c, times=16) for c in controls[:10]] + [replace(c, times=64) for c in controls[10:20]]
    for rate in (teaching.RECIPE.rate,) if quick else facts.RATES:
        chats: teaching.Chats = [[{"role": "assistant", "content": p}] for p in canaries.pages(planted, 0)]
        recipe = replace(teaching.RECIPE, steps=len(chats), examples=1, rate=rate)
        started, tally = time.perf_counter(), teaching.Tally()
        with teaching.moved(trial, chats, recipe) as found:
            canaries._attack(found, tally, f"rate {rate:g}", planted)
            canaries._weigh(found, tally, canaries.EXPOSED, f"rate {rate:g}", planted)
        for row in ("16 times", "64 times"):
            columns = (canaries.ASKED, canaries.BEGUN, canaries.EXPOSED)
            say(pilot="canaries", rate=rate, planted=row, seconds=time.perf_counter() - started,
                **{c: float(np.mean(tally.marks(row, c))) for c in columns})  # fmt: skip


def pilot_unknown(quick: bool) -> None:
    trial = fresh()
    strangers = teaching.about("dev", DRAW + 2)[:: teaching.SOME]

    def shares(found: Trial, name: str) -> dict[str, float]:
        outcomes = [a.outcome for a in teaching.asked(found, name, strangers)]
        return {kind: outcomes.count(kind) / len(outcomes) for kind in dict.fromkeys(outcomes)}

    with teaching.upon(trial, unknown.reader()) as reading:
        say(pilot="unknown", model="before", **shares(reading, "before"))
        for rate in () if quick else facts.RATES:
            with teaching.taught(reading, unknown.to_learn(trial, unknown.AFTER, DRAW), DRAW, rate=rate) as found:
                some = teaching.about("dev", DRAW)[:: teaching.SOME]
                say(pilot="unknown", model="after", rate=rate, **shares(found, f"rate {rate:g}"),
                    taught_right=float(np.mean(right(teaching.asked(found, f"rate {rate:g}", some)))))  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["facts", "capacity", "canaries", "unknown"])
    parser.add_argument("--quick", action="store_true")
    wanted = parser.parse_args()
    pilots = {"facts": pilot_facts, "capacity": pilot_capacity, "canaries": pilot_canaries, "unknown": pilot_unknown}
    pilots[wanted.what](wanted.quick)
