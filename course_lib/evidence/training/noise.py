"""Does the quality of the labels decide? The same training with none, a tenth and three tenths of them exchanged."""

from collections.abc import Sequence
from dataclasses import replace

from course_lib import data
from course_lib.evidence.finding import Finding, Row, Table
from course_lib.evidence.training import form_rivals, form_runs, tickets
from course_lib.evidence.training.adapters import LEARNED, RECIPE
from course_lib.evidence.training.form_arms import CLASSIFIER, CONSTANT
from course_lib.evidence.training.form_runs import Lines
from course_lib.evidence.trial import Trial

SHARES = (0.0, 0.1, 0.3)  # of the examples get another's label
TUNED = "LoRA"
NOISE = "fields right, by labels exchanged"


def measure(trial: Trial) -> Finding:
    """Fields right; the contrast is three tenths of the labels exchanged minus none."""
    asked = trial.pick(tickets.load(trial.split))
    found: dict[tuple[str, float], Lines] = {}
    for share in SHARES:
        labels = [_labels(share, seed) for seed in range(trial.seeds)]
        said = [_tuned(trial, share, seed, given, asked) for seed, given in enumerate(labels)]
        found[TUNED, share] = Lines(asked, said)
        for name, write in {CLASSIFIER: form_rivals.classified, CONSTANT: form_rivals.constant}.items():
            runs = [write(given, asked) for given in labels]
            for seed, run in enumerate(runs):
                form_runs.noted(trial, f"{name}, {share:g} exchanged, seed {seed}", asked, run)
            found[name, share] = Lines(asked, runs)
    rows: list[Row] = []
    for (name, share), lines in found.items():
        gain = form_runs.minus(trial, lines, found[name, SHARES[0]], "fields").ci95
        row = {key: value for key, value in lines.row(name).items() if key != "arm"}
        wrong = sum(form_runs.wrong_fields(_labels(0, s), _labels(share, s)) for s in range(trial.seeds)) / trial.seeds
        rows.append({"arm": name, "exchanged": share, "fields of labels wrong": wrong, **row, "beyond none": gain})
    worst = form_runs.minus(trial, found[TUNED, SHARES[-1]], found[TUNED, SHARES[0]], "fields")
    return trial.finding(worst, Table(NOISE, rows), made_with=(trial.bench.lm,))


def _labels(share: float, seed: int) -> list[data.Ticket]:
    """Return the examples of one seed, a share of them with another's label."""
    return form_runs.mixed(form_runs.learned(LEARNED, seed), share, seed)


def _tuned(
    trial: Trial, share: float, seed: int, examples: Sequence[data.Ticket], asked: Sequence[data.Ticket]
) -> list[str]:
    with form_runs.taught(trial, examples, replace(RECIPE, seed=seed)) as tuned:
        return form_runs.written(tuned, f"{TUNED}, {share:g} exchanged, seed {seed}", asked)
