"""Generation: greedy by hand equal to the library's, each answer with its own prompt, a cache that resumes."""

import contextlib
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import tiny
import torch

from course_lib import models
from course_lib.errors import ArgumentError, CourseError, ModelError
from course_lib.generate import Generation, Message, count_tokens, generate, greedy, prompt_text

TEXTS = [
    "Who?",
    "How long is the warranty of the Tarn?",
    "One, two, three,",
    "Name a colour.",
    "Why does my hose leak?",
]


def chat(text: str) -> list[Message]:
    return [{"role": "user", "content": text}]


CHATS = [chat(text) for text in TEXTS]


@pytest.fixture
def lm() -> models.LanguageModel:
    return tiny.language_model()


@pytest.fixture
def cache(lm: models.LanguageModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; the tokenizer has been loaded from the real one before."""
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    return tmp_path / "answers.sqlite"


@pytest.fixture
def asked(lm: models.LanguageModel, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The batch sizes in which the model has been asked."""
    sizes: list[int] = []
    real: Any = lm.model.generate

    def count(**options: Any) -> Any:
        sizes.append(len(options["input_ids"]))
        return real(**options)

    monkeypatch.setattr(lm.model, "generate", count)
    return sizes


def said(found: list[Generation]) -> list[tuple[str, int, int]]:
    """Return everything but the seconds."""
    return [(g.text, g.prompt_tokens, g.new_tokens) for g in found]


# ---------------------------------------------------------------- token by token


def by_library(lm: models.LanguageModel, ids: list[int], max_new_tokens: int) -> list[int]:
    model = cast(Any, lm.model)
    with torch.inference_mode():
        written = model.generate(torch.tensor([ids]), max_new_tokens=max_new_tokens, do_sample=False, pad_token_id=2)
    return cast(list[int], written[0, len(ids) :].tolist())


@pytest.mark.parametrize("text", TEXTS)
def test_greedy_by_hand_writes_what_the_library_writes_with_its_cache(lm: models.LanguageModel, text: str) -> None:
    ids = tiny.tokenizer()(prompt_text(lm, chat(text)))["input_ids"]
    want = by_library(lm, ids, 8)
    assert greedy(lm.model, ids, end=2, max_new_tokens=8) == want
    assert greedy(lm.model, ids, end=2, max_new_tokens=3) == want[:3]
    assert len(set(want)) > 1  # a model that says one token for ever would prove nothing


def test_greedy_takes_the_likeliest_token_and_leaves_the_end_out() -> None:
    class Counts:
        """Scores token n + 1 highest after token n."""

        def __call__(self, ids: torch.Tensor) -> Any:
            scores = torch.zeros(1, ids.shape[1], 10)
            for place, token in enumerate(ids[0].tolist()):
                scores[0, place, (token + 1) % 10] = 1
            return type("Output", (), {"logits": scores})

    assert greedy(Counts(), [7, 3], end=6, max_new_tokens=9) == [4, 5]
    assert greedy(Counts(), [7, 3], end=6, max_new_tokens=1) == [4]
    assert greedy(Counts(), [5], end=6, max_new_tokens=9) == []


# ---------------------------------------------------------------- many prompts


def test_each_answer_stands_at_the_place_of_its_prompt(lm: models.LanguageModel) -> None:
    alone = [said(generate(lm, [c], max_new_tokens=6))[0] for c in CHATS]
    assert len({text for text, _, _ in alone}) == len(CHATS)  # so that a swap would show
    for batch_size in (1, 2, 4, 16):
        assert said(generate(lm, CHATS, max_new_tokens=6, batch_size=batch_size)) == alone
    assert said(generate(lm, CHATS[::-1], max_new_tokens=6, batch_size=2)) == alone[::-1]


def test_generate_writes_what_greedy_writes(lm: models.LanguageModel) -> None:
    for found, messages in zip(generate(lm, CHATS, max_new_tokens=6), CHATS, strict=True):
        ids = tiny.tokenizer()(prompt_text(lm, messages))["input_ids"]
        assert found.text == tiny.tokenizer().decode(greedy(lm.model, ids, 2, 6)).strip()
        assert (found.prompt_tokens, found.new_tokens) == (len(ids), 6)  # the padding of a batch does not count


def test_equal_prompts_are_asked_once_and_answered_each_time(lm: models.LanguageModel, asked: list[int]) -> None:
    one, other = said(generate(lm, CHATS[:2], max_new_tokens=4))
    assert said(generate(lm, [CHATS[1], CHATS[0], CHATS[1]], max_new_tokens=4)) == [other, one, other]
    assert asked == [2, 2]


def test_long_prompts_go_fewer_to_a_batch(
    lm: models.LanguageModel, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [chat(f"{i} " + "word " * 100) for i in range(3)]
    alone = [said(generate(lm, [c], max_new_tokens=4))[0] for c in (*CHATS, *long)]
    longest = max(tokens for _, tokens, _ in alone)
    for limit, first in ((2 * longest, [2, 2]), (longest - 1, [1, 1, 1])):
        asked.clear()
        monkeypatch.setattr("course_lib.generate.BATCH_TOKENS", limit)
        assert said(generate(lm, [*CHATS, *long], max_new_tokens=4)) == alone
        assert asked[: len(first)] == first  # one that is longer than a batch may be goes alone
        assert sum(asked) == len(alone)


def test_a_chat_of_several_turns_is_read_whole(lm: models.LanguageModel) -> None:
    turns = [*chat("one"), {"role": "assistant", "content": "two"}, *chat("three")]
    text = prompt_text(lm, turns)
    assert re.search(r"user\none<.*assistant\ntwo<.*user\nthree<", text, re.DOTALL)
    assert text.endswith("<|im_start|>assistant\n")
    assert generate(lm, [turns], max_new_tokens=1)[0].prompt_tokens == count_tokens(lm, text)


def test_tokens_are_counted_without_marks_of_the_model() -> None:
    lm = replace(tiny.language_model(), model=cast(Any, None))
    assert count_tokens(lm, "") == 0
    assert count_tokens(lm, "one, two, three,") == 6


@contextlib.contextmanager
def ends_at(lm: models.LanguageModel, token: int) -> Iterator[None]:
    """Let the model end its turn where it would have written a token."""
    head = lm.model.get_output_embeddings().weight.data
    head[[2, token]] = head[[token, 2]]
    try:
        yield
    finally:
        head[[2, token]] = head[[token, 2]]


def test_an_answer_ends_with_the_models_turn(lm: models.LanguageModel) -> None:
    ids = {text: tiny.tokenizer()(prompt_text(lm, chat(text)))["input_ids"] for text in TEXTS}
    free = {text: greedy(lm.model, ids[text], 2, 8) for text in TEXTS}
    first = TEXTS[1]
    end = next(token for token in free[first] if token != free[first][0])
    place = free[first].index(end)
    with ends_at(lm, end):
        assert greedy(lm.model, ids[first], 2, 8) == free[first][:place]
        found = generate(lm, CHATS, max_new_tokens=8)[1]
    assert found.new_tokens == place and found.text == tiny.tokenizer().decode(free[first][:place]).strip()


def test_an_answer_is_cut_before_the_first_stop(lm: models.LanguageModel) -> None:
    free = [g.text for g in generate(lm, CHATS, max_new_tokens=8)]
    middle = len(free[0]) // 2
    stop, later = free[0][middle], free[0][middle + 1 :]
    for stops in ([stop], [stop, later], [later, stop], [free[0][middle:], stop]):
        found = generate(lm, CHATS, max_new_tokens=8, stop=stops)
        want = [min((text.split(mark)[0] for mark in stops), key=len).strip() for text in free]
        assert [g.text for g in found] == want
    assert found[0].new_tokens < 8  # and the model need not write what would be cut


def test_of_two_overlapping_stops_the_first_counts(lm: models.LanguageModel) -> None:
    text = generate(lm, [CHATS[0]], max_new_tokens=8)[0].text
    assert len(text) > 6
    for stops in ([text[2:4], text[3:5]], [text[3:5], text[2:4]]):
        assert generate(lm, [CHATS[0]], max_new_tokens=8, stop=stops)[0].text == text[:2].strip()


def test_seconds_are_shares_of_the_time_that_passed(lm: models.LanguageModel) -> None:
    start = time.perf_counter()
    found = generate(lm, CHATS, max_new_tokens=4, batch_size=2)
    wall = time.perf_counter() - start
    assert all(g.prefill_s > 0 and g.decode_s > 0 for g in found)
    assert sum(g.prefill_s + g.decode_s for g in found) <= wall


@pytest.mark.parametrize(
    ("prompts", "options", "message"),
    [
        ([], {}, "prompts is empty; pass at least one chat"),
        (chat("Who?"), {}, r"prompts\[0\] is a dict; pass a list of chats, each a list of messages"),
        (["Who?"], {}, r"prompts\[0\] is a str; pass a list of chats"),
        ([chat("Who?")], {"max_new_tokens": 0}, "max_new_tokens=0; max_new_tokens must be at least 1"),
        ([chat("Who?")], {"batch_size": 0}, "batch_size=0; batch_size must be at least 1"),
        ([chat("Who?")], {"stop": "\n"}, r"stop='\\n'; pass a list of texts, none empty, such as \[\"\\n\"\]"),
        ([chat("Who?")], {"stop": ["a", ""]}, r"stop=\['a', ''\]; pass a list of texts, none empty"),
    ],
)
def test_generate_refuses(prompts: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=f"generate: {message}"):
        generate(tiny.broken(), prompts, **options)


# ---------------------------------------------------------------- the cache


def test_the_second_call_reads_from_the_store(lm: models.LanguageModel, cache: Path) -> None:
    first = generate(lm, CHATS, max_new_tokens=4, cache=True)
    assert generate(tiny.broken(), CHATS[::-1], max_new_tokens=4, cache=True) == first[::-1]  # seconds included
    assert cache.exists()


def test_without_the_cache_nothing_is_kept_or_read(lm: models.LanguageModel, cache: Path) -> None:
    generate(lm, CHATS, max_new_tokens=2)
    assert not cache.exists()
    generate(lm, CHATS, max_new_tokens=2, cache=True)
    with pytest.raises(AssertionError, match="the model was asked"):
        generate(tiny.broken(), CHATS, max_new_tokens=2)


def test_an_interrupted_run_goes_on_where_it_stopped(
    lm: models.LanguageModel, cache: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    want = said(generate(lm, CHATS, max_new_tokens=4))
    asked.clear()
    counted: Any = lm.model.generate

    def stop_at_the_third(**options: Any) -> Any:
        if len(asked) == 2:
            raise KeyboardInterrupt
        return counted(**options)

    with monkeypatch.context() as patch:
        patch.setattr(lm.model, "generate", stop_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            generate(lm, CHATS, max_new_tokens=4, batch_size=1, cache=True)
    assert asked == [1, 1]
    assert said(generate(lm, CHATS, max_new_tokens=4, batch_size=1, cache=True)) == want
    assert asked == [1] * 5


def test_answers_made_otherwise_are_not_mixed(lm: models.LanguageModel, cache: Path, asked: list[int]) -> None:
    generate(lm, [CHATS[0]], max_new_tokens=4, cache=True)
    generate(lm, [CHATS[0]], max_new_tokens=5, cache=True)
    generate(lm, [CHATS[0]], max_new_tokens=4, stop=["x"], cache=True)
    generate(lm, [CHATS[0]], max_new_tokens=4, stop=["x", "y"], cache=True)
    generate(replace(lm, base="other"), [CHATS[0]], max_new_tokens=4, cache=True)
    generate(replace(lm, adapter="tuned"), [CHATS[0]], max_new_tokens=4, cache=True)
    generate(replace(lm, dtype="bfloat16"), [CHATS[0]], max_new_tokens=4, cache=True)
    generate(lm, [CHATS[1]], max_new_tokens=4, cache=True)
    assert len(asked) == 8
    generate(lm, [CHATS[0]], max_new_tokens=4, cache=True, batch_size=3)
    generate(replace(lm, label="another name"), [CHATS[0]], max_new_tokens=4, cache=True)
    assert len(asked) == 8


def test_weights_without_a_name_are_told_apart_by_every_number(lm: models.LanguageModel) -> None:
    torch = pytest.importorskip("torch")
    unnamed = replace(lm, base="")
    assert unnamed.fingerprint == replace(lm, base="", label="other").fingerprint != lm.fingerprint
    before = models.weights_digest(lm.model)
    with torch.no_grad():
        weight = next(lm.model.parameters()).view(-1)
        old = weight[1].item()
        weight[1] = old + 1
        changed = models.weights_digest(lm.model)
        weight[1] = old
    assert before == models.weights_digest(lm.model) != changed


def test_a_named_model_that_was_trained_since_is_another(lm: models.LanguageModel) -> None:
    torch = pytest.importorskip("torch")
    before = lm.fingerprint
    with torch.no_grad():
        next(lm.model.parameters()).mul_(2)
        changed = lm.fingerprint
        next(lm.model.parameters()).div_(2)
    assert lm.fingerprint == before != changed


def test_an_adapter_is_known_by_its_weights_and_its_configuration(tmp_path: Path) -> None:
    weights, config = tmp_path / "adapter_model.safetensors", tmp_path / "adapter_config.json"
    found = set()
    for one, other in ((b"a", b"{}"), (b"b", b"{}"), (b"a", b"{ }")):
        weights.write_bytes(one)
        config.write_bytes(other)
        found.add(models.adapter_digest(tmp_path))
    assert len(found) == 3
    config.unlink()
    with pytest.raises(ModelError, match=r"adapter_config\.json is missing; name the folder"):
        models.adapter_digest(tmp_path)


def test_a_damaged_store_is_named_with_its_mend(lm: models.LanguageModel, cache: Path) -> None:
    cache.write_bytes(b"no database" * 100)
    with pytest.raises(CourseError, match=r"answers\.sqlite: file is not a database; .* delete the file"):
        generate(lm, [CHATS[0]], max_new_tokens=2, cache=True)


# ---------------------------------------------------------------- what is shown


def test_it_is_quiet_unless_asked(lm: models.LanguageModel, cache: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        generate(lm, CHATS, max_new_tokens=2, stop=["x"], cache=True)
    assert capfd.readouterr() == ("", "")
    generate(lm, [*CHATS, CHATS[0], chat("new")], max_new_tokens=2, stop=["x"], cache=True, progress=True)
    out, err = capfd.readouterr()
    assert out == "" and "answering" in err and "7/7" in err


# ---------------------------------------------------------------- the real model


@pytest.mark.slow
def test_the_real_model_batched_or_not_by_hand_or_not() -> None:
    real = models.load_language_model("float32")
    ids = cast(Any, real.tokenizer)(prompt_text(real, CHATS[2]))["input_ids"]
    assert greedy(real.model, ids, 2, 8) == by_library(real, ids, 8)
    batched = said(generate(real, CHATS[:4], max_new_tokens=8, batch_size=4))
    assert said(generate(real, CHATS[:4], max_new_tokens=8, batch_size=1)) == batched
    assert batched[2][0] == cast(Any, real.tokenizer).decode(greedy(real.model, ids, 2, 8)).strip()


@pytest.mark.slow
def test_a_graded_cell_would_see_nothing_on_stderr() -> None:
    code = (
        "from course_lib import generate, models;"
        "lm = models.load_language_model('float32');"
        "chat = [{'role': 'user', 'content': 'Name a colour.'}];"
        "print(generate.generate(lm, [chat], max_new_tokens=2, stop=['\\n'])[0].new_tokens)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")
