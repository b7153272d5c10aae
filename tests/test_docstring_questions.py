"""Questions on docstrings: each answer stands in its passage, no answer in a docstring that does not give it."""

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from course_lib.data import docstring_questions
from course_lib.data.docstring_questions import DocstringQuestion, digest, docstring, load_docstring_questions, readable
from course_lib.errors import ArgumentError
from course_lib.evidence.training.context import rivals
from course_lib.outcomes import contains_answer, judge

SPLITS: tuple[Literal["dev", "test"], ...] = ("dev", "test")
EVERY = {split: load_docstring_questions(split) for split in SPLITS}
ASKED = [q for split in SPLITS for q in EVERY[split]]
LOCK = (Path(__file__).resolve().parent.parent / "requirements.lock").read_text(encoding="utf-8")
HERE = [q for q in ASKED if docstring(q) is not None]


def test_there_are_as_many_as_promised_and_no_docstring_is_in_two_splits() -> None:
    counts = {split: Counter(bool(q.answer) for q in EVERY[split]) for split in SPLITS}
    assert counts == {"dev": {True: 30, False: 18}, "test": {True: 120, False: 73}}
    about = [{q.about for q in EVERY[split]} for split in SPLITS]
    assert not about[0] & about[1] and len(about[0] | about[1]) >= 150
    assert len({q.question for q in ASKED}) == len(ASKED)
    assert max(Counter(q.package for q in ASKED).values()) <= 10 and len({q.package for q in ASKED}) >= 70


def test_every_package_is_locked() -> None:
    locked = {line.split("==")[0] for line in LOCK.splitlines() if "==" in line}
    assert {q.package for q in ASKED} <= locked


def test_what_the_lock_names_is_readable_here() -> None:
    versions = {line.split(" ")[0]: "python_full_version" in line for line in LOCK.splitlines() if "==" in line}
    moving = {name.split("==")[0] for name, by_python in versions.items() if by_python}
    lost = [q.id for q in ASKED if q not in HERE and q.package not in moving]
    assert lost == [], "other versions are installed than requirements.lock names"
    assert len(HERE) >= 231


@pytest.mark.parametrize("asked", HERE, ids=lambda q: q.id)
def test_an_answer_stands_in_its_passage_and_in_no_docstring_that_lacks_it(asked: DocstringQuestion) -> None:
    text = docstring(asked)
    assert text is not None
    ((question, passage),) = readable([asked])
    assert passage.text in text and text[passage.start : passage.end] == passage.text
    assert 20 <= len(passage.text.split()) <= 80
    assert judge(question, "I don't know.", [passage]).startswith("abstained")
    if asked.answer:
        assert contains_answer(passage.text, (asked.answer, *asked.aliases)) and not asked.absent
        assert not contains_answer(asked.question, (asked.answer,))
        assert judge(question, asked.answer, [passage]) == "right"
        assert len(asked.answer.split()) <= 5
    else:
        assert asked.absent and not asked.aliases
        assert not contains_answer(text, asked.absent)


def test_unanswerable_questions_ask_as_the_others_do() -> None:
    def begins(answers: bool) -> Counter[str]:
        return Counter(q.question.split()[0] for q in ASKED if bool(q.answer) == answers)

    with_answer, without = begins(True), begins(False)
    for word, count in without.items():
        assert count <= 5 or with_answer[word] >= 5, word
    lengths = [sum(len(q.question.split()) for q in part) / len(part)
               for part in ([q for q in ASKED if q.answer], [q for q in ASKED if not q.answer])]  # fmt: skip
    assert abs(lengths[0] - lengths[1]) < 1


def test_another_version_is_noticed_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = EVERY["test"][0]
    assert digest("A  text.") == hashlib.sha256(b"A text.").hexdigest()[:16]
    assert (
        readable([asked, replace(asked, digest="0" * 16), replace(asked, package="no-such-package")])[0][0].id
        == asked.id
    )
    assert len(readable([asked, replace(asked, digest="0" * 16), replace(asked, name="no.such.name")])) == 1
    source = tmp_path / "module.py"
    source.write_text('def one():\n    """One\n    text."""\n\nclass Two:\n    """Two."""\n    def one(self):\n'
                      '        """Three."""\n', encoding="utf-8")  # fmt: skip

    class Installed:
        def locate_file(self, path: str) -> Path:
            return tmp_path / path

    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Installed())
    found = docstring_questions._docstrings("made-up", "module.py")
    assert found == {"one": "One text.", "Two": "Two.", "Two.one": "Three."}
    source.write_text("def broken(:", encoding="utf-8")
    docstring_questions._docstrings.cache_clear()
    assert docstring_questions._docstrings("made-up", "module.py") == {}
    docstring_questions._docstrings.cache_clear()


def test_an_unknown_split_is_refused() -> None:
    with pytest.raises(ArgumentError, match="split='train'; use 'dev' or 'test'"):
        load_docstring_questions("train")  # type: ignore[arg-type]


@pytest.mark.parametrize("split", SPLITS)
def test_rivals_are_five_of_like_form_that_are_not_accepted(split: Literal["dev", "test"]) -> None:
    for question, _ in readable(q for q in EVERY[split] if q.answer):
        found = rivals(question, EVERY[split])
        assert len(set(found)) == 5 and found == rivals(question, EVERY[split])
        assert not any(contains_answer(value, (question.answer, *question.aliases)) for value in found)
        assert {any(c.isdigit() for c in value) for value in found} == {any(c.isdigit() for c in question.answer)}
