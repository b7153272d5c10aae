"""The brands' checklists decide what the data say they decide, content is kept or not, and no arm needs luck."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny

from course_lib import data, generate, settings, voice
from course_lib.data import files
from course_lib.errors import ArgumentError, DataError
from course_lib.evidence import Bench, Trial
from course_lib.evidence.training import voice as experiment

SPLITS: tuple[data.Confirmed, ...] = ("train", "dev", "test", "confirm")
PAIRS = [pair for split in SPLITS for pair in data.load_voice(split)]
NOTE = "Elke's Piper drips. Part L-66, €1,040.50, comes on 5 March at 18. She must wait 40 minutes. Noor, app desk."


def shown(tenant: str, text: str, plain: str = NOTE) -> list[str]:
    return [point for point, shows in voice.marks(tenant, plain, text).items() if shows]


# ---------------------------------------------------------------- the points


def test_every_stored_mark_is_decided_so() -> None:
    assert len(PAIRS) == 380
    assert [p.id for p in PAIRS if tuple(shown(p.tenant, p.voice, p.plain)) != p.marks] == []


def test_the_points_are_those_that_the_data_describe() -> None:
    page = (settings.data_dir() / "voice" / "README.md").read_text(encoding="utf-8")
    parts = dict(zip(("quernby", "fennick"), re.split(r"^## (?:quernby|fennick)$", page, flags=re.M)[1:], strict=True))
    for brand, points in voice.POINTS.items():
        assert re.findall(r"^\*\*(\w+)\.\*\*", parts[brand], re.M) == list(points)
        assert list(voice.marks(brand, NOTE, NOTE)) == list(points)


@pytest.mark.parametrize(
    ("point", "shows", "fails"),
    [
        ("first_name", "A drip, Elke. It stops.", "A drip. It stops. So there, Elke."),
        ("first_name", "One. Two for Elke.", "Two for Anton."),
        ("remedy_by_third_sentence", "One. Two. I will come.", "One. Two. Three. I will come."),
        ("remedy_by_third_sentence", "PLEASE wait. - Noor", "A drip. - Noor, who will see to it"),
        ("understatement", "That is Hardly festive.", "That is hard."),
        ("understatement", "Not quite the plan.", "Knot quite the plan."),
        ("signed", "A drip. Noor, app desk", "Noor has looked. A drip."),
        ("signed", "A drip, of sorts - Noor", "A drip - of sorts"),
        ("signed", "A drip. " + "so " * 13 + "Noor", "A drip. " + "so " * 14 + "Noor"),
        ("no_exclamation", "A drip.", "A drip!"),
    ],
)
def test_quernbys_points_one_by_one(point: str, shows: str, fails: str) -> None:
    assert point in shown("quernby", shows) and point not in shown("quernby", fails)


@pytest.mark.parametrize(
    ("point", "shows", "fails"),
    [
        ("short_sentences", "so " * 13 + "so. " + "so " * 13 + "so.", "so " * 14 + "so."),
        ("contraction", "IT'S loose.", "The lid's loose."),
        ("contraction", "It’s loose.", "It ’s loose."),
        ("one_next_step", "The lid is loose. Please, press it.", "Press it. Now wait."),
        ("one_next_step", "Hand-tighten the nut.", "Don't press it."),
        ("one_next_step", "Then wait.", "You must wait."),
        ("one_apology_at_most", "Sorry.", "Sorry. Our apologies."),
        ("no_exclamation", "Done.", "Done!"),
    ],
)
def test_fennicks_points_one_by_one(point: str, shows: str, fails: str) -> None:
    assert point in shown("fennick", shows) and point not in shown("fennick", fails)


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_where_nothing_is_written_nothing_shows(nothing: str) -> None:
    for brand in voice.POINTS:
        assert shown(brand, nothing) == [] and voice.score(brand, "The lid is loose.", nothing) == 0


def test_white_space_at_the_ends_changes_nothing() -> None:
    for pair in PAIRS[:40]:
        assert shown(pair.tenant, f"\n {pair.voice} \n", pair.plain) == list(pair.marks)


def test_the_first_customer_of_a_note_is_named() -> None:
    assert voice.customer("Jan and Elke ask Noor.") == "Jan" and voice.customer("January. Noor, app desk.") == ""
    assert all(voice.customer(pair.plain) for pair in PAIRS if pair.tenant == "quernby")


# ---------------------------------------------------------------- the content


def test_the_companys_own_rewrites_keep_the_content_and_score_by_their_marks() -> None:
    for pair in PAIRS:
        assert voice.score(pair.tenant, pair.plain, pair.voice) == len(pair.marks) / 5, pair.id


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("March 5th", "5 March"),
        ("the 5th of March", "5 March"),
        ("at 18:00", "at 18"),
        ("€1040.50", "€1,040.50"),
        ("a 40-minute wait: 40 minutes", "40 minutes"),
        ("L-66, yes, L-66", "L-66"),
        ("the Piper, Elke,", "Elke's Piper"),
    ],
)
def test_the_same_in_another_form_is_kept(new: str, old: str) -> None:
    assert old in NOTE and voice.keeps_content(NOTE, NOTE.replace(old, new))


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("not 40 but 41 minutes", "40 minutes"),
        ("41 minutes", "40 minutes"),
        ("a while", "40 minutes"),
        ("400 minutes", "40 minutes"),
        ("40.5 minutes", "40 minutes"),
        ("40 to 45 minutes", "40 minutes"),
        ("L 66", "L-66"),
        ("L66", "L-66"),
        ("66", "L-66"),
        ("L-66-2", "L-66"),
        ("€1,040", "€1,040.50"),
        ("€104.50", "€1,040.50"),
        ("5 April", "5 March"),
        ("15 March", "5 March"),
        ("the 5th", "5 March"),
        ("at 18:30", "at 18"),
        ("at 6", "at 18"),
        ("Pipers", "Piper"),
        ("machine", "Piper"),
    ],
)
def test_what_says_something_else_is_not_kept(new: str, old: str) -> None:
    assert old in NOTE and not voice.keeps_content(NOTE, NOTE.replace(old, new))


def test_two_dates_must_not_change_places() -> None:
    note = "Open from 5 March to 8 April."
    assert voice.keeps_content(note, "From March 5 we are open, to the 8th of April.")
    assert not voice.keeps_content(note, "Open from 8 March to 5 April.")


def test_a_note_without_a_number_is_not_kept_by_saying_anything() -> None:
    note = "The lid is loose. Customer must press it shut."
    assert voice.keeps_content(note, "The lid's loose. Press it shut.")
    assert not voice.keeps_content(note, "It's fine. Write to us.")


def test_what_answers_another_note_hardly_ever_keeps_this_one() -> None:
    others = [(one, other) for one in PAIRS for other in PAIRS if one.id != other.id and one.tenant == other.tenant]
    kept = [voice.keeps_content(one.plain, other.voice) for one, other in others[::10]]
    assert len(kept) > 7000 and sum(kept) <= len(kept) / 1000


# ---------------------------------------------------------------- what is wrong is named


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("acme", "a", "b"), "voice.marks: tenant='acme'; use 'quernby' or 'fennick'"),
        (("both", "a", "b"), "voice.marks: tenant='both'"),
        (("fennick", " ", "b"), "voice.marks: plain is empty"),
        (("fennick", None, "b"), "voice.marks: plain is a NoneType; pass one text"),
        (("fennick", "a", ["b"]), "voice.marks: text is a list; pass one text (str), empty if nothing was written"),
    ],
)
def test_bad_input_is_named(arguments: Any, message: str) -> None:
    for call in (voice.marks, voice.score):
        with pytest.raises(ArgumentError, match=re.escape(message)):
            call(*arguments)
    if arguments[0] == "fennick":
        with pytest.raises(ArgumentError, match=re.escape(message.replace("marks", "keeps_content"))):
            voice.keeps_content(*arguments[1:])


def test_no_pairs_make_no_classifier() -> None:
    with pytest.raises(ArgumentError, match=re.escape("pairs is empty; pass data.load_voice('train')")):
        voice.tone_classifier([])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("staff = [", "staff = ", "checklist.toml: not TOML: "),
        ("staff = [", "stuff = [", "checklist.toml: field 'staff': Field required; mend it"),
        ("(?i)\\bnot (?:", "(?i)\\bnot (?:(", "checklist.toml: field 'litotes': Input should be a valid regular"),
    ],
)
def test_a_damaged_checklist_is_named(
    old: str, new: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (settings.data_dir() / "voice" / "checklist.toml").read_text(encoding="utf-8")
    assert old in whole
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "checklist.toml").write_text(whole.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(DataError, match=re.escape(message)):
        voice.load_checklist()


def test_a_result_names_the_checklist_among_its_data() -> None:
    for _ in range(2):
        with files.reading() as paths:
            voice.marks("fennick", NOTE, NOTE)
        assert [path.name for path in paths] == ["checklist.toml"]


# ---------------------------------------------------------------- the experiment, without a language model

# By split and arm: points, and the share that the classifier takes for the brand.
WITHOUT_MODEL = {
    ("dev", experiment.NOTE): (0.625, 0.0),
    ("dev", experiment.TEMPLATE): (1.0, 0.425),
    ("dev", experiment.COMPANY): (0.985, 1.0),
    ("confirm", experiment.NOTE): (0.620, 0.0),
    ("confirm", experiment.TEMPLATE): (0.997, 0.45),
    ("confirm", experiment.COMPANY): (0.800, 0.95),
}


@pytest.fixture(scope="module")
def ear() -> Any:
    return voice.tone_classifier(data.load_voice("train"))


@pytest.mark.parametrize(("split", "arm"), WITHOUT_MODEL)
def test_what_the_arms_without_a_model_score(split: data.Confirmed, arm: str, ear: Any) -> None:
    pairs = data.load_voice(split)
    marked = experiment.judged(pairs, [experiment.WITHOUT_MODEL[arm](pair) for pair in pairs], ear)
    points, heard = WITHOUT_MODEL[split, arm]
    assert sum(each.score for each in marked) / len(pairs) == pytest.approx(points, abs=5e-4)
    assert sum(each.heard for each in marked) / len(pairs) == pytest.approx(heard, abs=0.05)
    assert all(each.kept for each in marked)


def test_the_classifier_tells_the_brands_apart(ear: Any) -> None:
    for brand in voice.POINTS:
        heard = ear.predict([pair.voice for pair in data.load_voice("dev") if pair.tenant == brand])
        assert (heard == brand).mean() >= 0.95


@pytest.mark.parametrize("arm", experiment.PROMPTS)
def test_every_prompt_ends_with_the_same_request_and_shows_no_note_that_is_asked(arm: str) -> None:
    pairs = data.load_voice("confirm")
    chats, bare = experiment.prompts(pairs, arm), experiment.prompts(pairs)
    asked = {pair.plain for split in SPLITS[1:] for pair in data.load_voice(split)}
    for pair, chat, (request,) in zip(pairs, chats, bare, strict=True):
        assert chat[-1]["content"].endswith(request["content"]) and request["content"].endswith(pair.plain)
        assert [turn["role"] for turn in chat] == ["user", "assistant"] * (len(chat) // 2) + ["user"]
        assert len(chat) == (9 if "four pairs" in arm else 1)
        assert not any(turn["content"].split("\n\n")[-1] in asked for turn in chat[:-1])
        assert pair.voice not in str(chat) and pair.tenant.capitalize() in request["content"]
        words = {
            "prompt, checklist": "How",
            "prompt, guide": {"quernby": "ironmonger", "fennick": "puddle"}[pair.tenant],
        }
        assert words.get(arm.removesuffix(", four pairs"), "") in chat[0]["content"]


def test_an_unknown_prompt_is_named() -> None:
    with pytest.raises(ArgumentError, match=re.escape("voice.prompts: arm='guide'; use one of 'prompt', ")):
        experiment.prompts(data.load_voice("dev"), "guide")


def test_a_rewrite_has_room() -> None:
    lengths = [len(tiny.tokenizer()(pair.voice, add_special_tokens=False)["input_ids"]) for pair in PAIRS]
    assert max(lengths) == 61 <= experiment.LONGEST / 1.5


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Trial:
    for name, small in (("LEARNED", 4), ("RANKED_ON", 6), ("BLOCKS", 1), ("LONGEST", 3)):
        monkeypatch.setattr(experiment, name, small)
    monkeypatch.setattr(experiment, "RECIPE", replace(experiment.RECIPE, steps=1))
    return Trial(Bench(passage_list=[], documents=[], lm=tiny.language_model()), [], 6, progress=False)


def test_the_best_way_without_training_is_chosen_on_other_notes(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guide that helps on the other notes alone is still the one that LoRA is set against; no template is."""
    helped = {pair.plain: pair.voice for pair in data.load_voice("train")}
    bare = generate.generate

    def write(lm: Any, chats: Any, **options: Any) -> list[generate.Generation]:
        said = bare(lm, chats, **options)
        asked = [chat[-1]["content"].split("\n\n")[-1] for chat in chats]
        guided = ["Picture the best" in str(chat) or "Short version" in str(chat) for chat in chats]
        return [
            each._replace(text=helped.get(note, "") if with_guide and len(chat) == 1 else "")
            for each, note, with_guide, chat in zip(said, asked, guided, chats, strict=True)
        ]

    monkeypatch.setattr(generate, "generate", write)
    finding = experiment.measure(trial)
    choice, arms = finding.tables[:2]
    assert [row["arm"] for row in choice.rows if row["chosen"]] == ["prompt, guide"]
    assert finding.contrast.ci95.mean == 0 == arms.estimate("points", "prompt, guide").mean
    assert cast(Any, arms.row(experiment.NOTE)["LoRA beyond it"]).mean < -0.5
    assert arms.row(experiment.LORA)["seeds"] == 1 and "LoRA beyond it" not in arms.row(experiment.LORA)
    assert {row["held-out pairs"] for row in finding["how often the classifier of tone errs"].rows} == {"dev"}
