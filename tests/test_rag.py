"""The four stages: each by itself, then in a row; what is said without asking; where an answer points."""

import datetime as dt
import math
import time
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import passage

from course_lib import data, models, rag
from course_lib.embed import Embedder
from course_lib.errors import ArgumentError
from course_lib.generate import Generation, Message, count_tokens, prompt_text
from course_lib.guard import safe_retriever
from course_lib.index import Hit, PassageIndex
from course_lib.passages import cut_all
from course_lib.rag import Pipeline, abstains, cite, fit, integrate, prepare, respond, retrieve

SPLITS: tuple[data.Split, ...] = ("train", "dev", "test")
HOSE = passage("man#0", "The hose is made of red rubber.")
DOOR = passage("man#1", "The door weighs 12 kilograms.")
TERM = passage("pol#0", "The term is 24 months.", tenant="quernby")
OTHER = passage("fen#0", "The term is 36 months.", tenant="fennick")
NOBODY = cast(models.LanguageModel, None)  # asking it for anything fails


@pytest.fixture(scope="module")
def index() -> PassageIndex:
    found = PassageIndex(tiny.LetterEncoder())
    found.add([HOSE, DOOR, TERM, OTHER])
    return found


@pytest.fixture
def lm() -> models.LanguageModel:
    return tiny.language_model()


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put an answer into the model's mouth; the chats it was given are kept."""
    given_: list[Sequence[Message]] = []

    def put(text: str) -> list[Sequence[Message]]:
        def answer(lm: object, prompts: Sequence[Sequence[Message]], *, max_new_tokens: int) -> list[Generation]:
            given_.extend(prompts)
            return [Generation(text, 7, 3, 0.0, 0.0) for _ in prompts]

        monkeypatch.setattr(rag, "generate", answer)
        return given_

    return put


# ---------------------------------------------------------------- 1 and 2: query, retrieval


def test_a_question_becomes_a_query_with_its_asker(index: PassageIndex) -> None:
    query = prepare(index.encoder, " What? ", "fennick", dt.date(2026, 3, 1))
    assert (query.text, query.tenant, query.on) == (" What? ", "fennick", dt.date(2026, 3, 1))
    np.testing.assert_array_equal(query.vector, index.encoder.encode([" What? "])[0])


@pytest.mark.parametrize("question", ["", " \n", None, ["What?"]])
def test_no_question_is_refused(index: PassageIndex, question: Any) -> None:
    with pytest.raises(ArgumentError, match="rag.prepare: question is"):
        prepare(index.encoder, question)


def test_retrieval_finds_what_the_asker_may_see(index: PassageIndex) -> None:
    def found(question: str, k: int, tenant: str | None = None, on: dt.date | None = None) -> list[str]:
        return [hit.passage.id for hit in retrieve(index, prepare(index.encoder, question, tenant, on), k)]

    assert found("The term is 36 months.", 4)[:2] == ["fen#0", "pol#0"]
    assert found("The term is 36 months.", 4, "quernby")[0] == "pol#0"
    assert set(found("The term is 36 months.", 4, "quernby")) == {"man#0", "man#1", "pol#0"}
    assert found("red rubber hose", 1) == ["man#0"]
    assert found("red rubber hose", 4, on=dt.date(2024, 12, 31)) == []


# ---------------------------------------------------------------- 3: integration


def test_the_prompt_by_hand() -> None:
    assert integrate("Which hose?", [HOSE, DOOR], "Read.") == [
        {
            "role": "user",
            "content": "Read.\n\nText:\n[1] The hose is made of red rubber.\n\n[2] The door weighs 12 kilograms.\n\n"
            "Question: Which hose?\nShort answer:",
        }
    ]


def test_the_model_reads_title_and_heading_too() -> None:
    (p, *_) = [p for p in data.load_passages() if p.heading]
    assert p.title in integrate("Which?", [p])[0]["content"] and p.heading in integrate("Which?", [p])[0]["content"]


texts = st.text(alphabet="abc [1]\nQuestion:", min_size=1, max_size=30)


@given(texts, st.lists(texts, max_size=4), texts)
def test_the_question_comes_last_and_the_instruction_first(question: str, bodies: list[str], instruction: str) -> None:
    found = [passage(f"d#{i}", body) for i, body in enumerate(bodies)]
    (message,) = integrate(question, found, instruction)
    assert message["role"] == "user"
    content = message["content"]
    last = f"Question: {question}\nShort answer:"
    assert content.startswith(f"{instruction}\n\n") and content.endswith(f"\n\n{last}")
    numbered = "\n\n".join(f"[{i}] {body}" for i, body in enumerate(bodies, start=1))
    assert content == "\n\n".join([instruction, *([f"Text:\n{numbered}"] if bodies else []), last])


def test_the_instruction_names_the_abstention_that_is_looked_for() -> None:
    assert rag.ABSTENTION in rag.WITH_PASSAGES and rag.ABSTENTION in rag.WITHOUT_PASSAGES
    assert abstains(rag.ABSTENTION) and abstains(f"{rag.ABSTENTION}.")
    assert integrate("Which?", [HOSE])[0]["content"].startswith(rag.WITH_PASSAGES)


@settings(deadline=None)  # the tokenizer is loaded in the first example
@given(st.lists(st.integers(1, 30), max_size=6), st.integers(1, 60))
def test_fit_keeps_the_first_passages_that_fit(sizes: list[int], tokens: int) -> None:
    lm = tiny.broken()
    found = [passage(f"d#{i}", " word" * size) for i, size in enumerate(sizes)]
    lengths = [count_tokens(lm, p.searchable) for p in found]
    kept = fit(lm, found, tokens)
    assert kept == found[: len(kept)] and bool(kept) == bool(found)
    assert len(kept) <= 1 or sum(lengths[: len(kept)]) <= tokens
    assert len(kept) == len(found) or sum(lengths[: len(kept) + 1]) > tokens


def test_what_does_not_fit_is_never_the_question(lm: models.LanguageModel) -> None:
    """MISCONCEPTIONS 06: a prompt cut on the right loses its question, and the model goes on with the passage."""
    long = passage("long#0", "The pump starts and stops. " * 1000)
    found = PassageIndex(tiny.LetterEncoder())
    found.add([HOSE, DOOR, long])
    trace = Pipeline(found, lm, k=3).ask("Which hose is red?")
    assert "long#0" in [hit.passage.id for hit in trace.hits]
    text = prompt_text(lm, trace.messages)
    assert "Question: Which hose is red?\nShort answer:<|im_end|>" in text
    assert trace.prompt_tokens == count_tokens(lm, text) < 2048 - rag.MAX_NEW_TOKENS
    assert "The pump starts" not in text


# ---------------------------------------------------------------- 4: response


def test_the_response_is_short_and_greedy(lm: models.LanguageModel) -> None:
    one, other = (respond(lm, integrate("Which?", [HOSE])) for _ in range(2))
    assert one.text == other.text and one.new_tokens == rag.MAX_NEW_TOKENS


# ---------------------------------------------------------------- does it know?

SAYS_NOT = [
    "I don't know.", "I don’t know.", "I do not know", "Sorry, I DON'T KNOW.", "They don't know.", "I'm not sure.",
    "It is not stated in the text.", "This is not specified", "Not mentioned.", "It is not provided.",
    "The weight is not given.", "That is not known.", "The question is not answered.", "Unknown",
    "The price is unknown.", "The text does not say.", "The text doesn't mention it.",
    "The text doesn’t specify the colour.",
    "They did not tell.", "It does not contain an answer", "It does not provide this.", "I can't answer that.",
    "I can’t tell.", "I cannot determine the weight.", "I can not find it.", "I cannot provide it",
    "There is no information on it.", "No mention of it.", "There is no answer in the text.",
]  # fmt: skip
ANSWERS = [
    "It is 24 months.", "24", "No.", "No, it is not.", "It is not 24 months but 36.", "Do not open the door.",
    "You can open it.", "I know: 24 months.", "They know it.", "The lid does not open.", "Not before 2026.",
    "It doesn't leak.", "You can't return it.", "The nothing-box", "Notes are given to the tenant.", "No refund",
    "The unknowns are listed.", "It is stated: 36.", "Cannot", "", "It is given to hirers, not to owners.",
    "knot specified", "Ask Donna; she knows.", "Tell the dealer.", "Say nothing, mention nothing.",
]  # fmt: skip


@pytest.mark.parametrize("answer", SAYS_NOT)
def test_it_abstains(answer: str) -> None:
    assert abstains(answer)
    assert abstains(f"Well. {answer.upper()} So ask again.")


@pytest.mark.parametrize("answer", ANSWERS)
def test_it_answers(answer: str) -> None:
    assert not abstains(answer)


def test_no_accepted_answer_of_the_course_passes_for_an_abstention() -> None:
    for split in ("train", "dev", "test"):
        for q in data.load_questions(split):
            assert not any(abstains(text) for text in (q.question, q.answer, *q.aliases)), q.id
    for fact in data.load_known_facts():
        assert not any(abstains(text) for text in (fact.answer, *fact.aliases, fact.counterfactual_answer)), fact.id


# ---------------------------------------------------------------- where it may come from


def test_citations_are_ids_never_positions() -> None:
    """MISCONCEPTIONS 06: [1] is the *first* passage of the prompt, and position 1 of a list is the second."""
    assert cite("What is it made of?", "Red rubber [1]", [HOSE, DOOR]) == ["man#0"]
    assert cite("What is it made of?", "Red rubber [1]", [DOOR, HOSE]) == ["man#0"]
    assert cite("What does it weigh?", "12 kilograms", [HOSE, TERM, DOOR]) == ["man#1"]


def test_half_of_the_own_words_are_enough_and_the_best_comes_first() -> None:
    one, two, four = passage("a#0", "red"), passage("b#0", "red green"), passage("c#0", "red green blue grey")
    assert cite("?", "red green blue grey", [one, two, four]) == ["c#0", "b#0"]
    assert cite("?", "red green", [one, two, four]) == ["b#0", "c#0", "a#0"]  # equals keep their order
    assert cite("Is it red?", "Red!", [one, two, four]) == []  # nothing but the question's words
    assert cite("?", "", [one]) == [] and cite("?", "red", []) == []


@given(st.permutations([HOSE, DOOR, TERM, OTHER]), st.text(alphabet="redhos 12 months", max_size=20))
def test_citations_do_not_depend_on_the_order_of_the_passages(found: list[data.Passage], answer: str) -> None:
    assert set(cite("?", answer, found)) == set(cite("?", answer, [HOSE, DOOR, TERM, OTHER]))
    assert set(cite("?", answer, found)) <= {p.id for p in found}


# ---------------------------------------------------------------- all in a row


def test_a_trace_holds_everything_that_happened(index: PassageIndex, says: Any) -> None:
    chats = says("It is 24 months.")
    trace = Pipeline(index, tiny.broken(), k=2).ask("What is the term?", tenant="quernby", on=dt.date(2026, 3, 1))
    assert (trace.question, trace.tenant, trace.on) == ("What is the term?", "quernby", dt.date(2026, 3, 1))
    assert len(trace.hits) == 2 and trace.hits[0].passage == TERM
    assert trace.messages == tuple(integrate("What is the term?", [hit.passage for hit in trace.hits]))
    assert chats == [list(trace.messages)]
    assert (trace.answer, trace.citations) == ("It is 24 months.", ("pol#0",))
    assert (trace.prompt_tokens, trace.new_tokens) == (7, 3)


def test_the_other_brands_passages_are_never_read(index: PassageIndex, says: Any) -> None:
    chats = says("36 months")
    trace = Pipeline(index, tiny.broken(), k=4).ask("The term is 36 months?", tenant="quernby")
    assert "36 months." not in chats[0][0]["content"] and "24 months." in chats[0][0]["content"]
    assert "fen#0" not in trace.citations


def test_an_abstention_cites_nothing(index: PassageIndex, says: Any) -> None:
    pipeline = Pipeline(index, tiny.broken(), retriever=lambda query: [Hit(TERM, 0.9)])
    says("The term is 24 months.")
    assert pipeline.ask("What?").citations == ("pol#0",)
    says("The term of 24 months is not stated.")
    assert pipeline.ask("What?").citations == ()


def test_without_a_passage_it_abstains_and_the_model_is_not_asked(index: PassageIndex) -> None:
    for trace in (
        Pipeline(index, NOBODY).ask("What?", on=dt.date(1999, 1, 1)),
        Pipeline(PassageIndex(tiny.LetterEncoder()), NOBODY).ask("What?"),
        Pipeline(index, NOBODY, retriever=lambda query: []).ask("What?"),
    ):
        assert (trace.hits, trace.messages, trace.answer) == ((), (), f"{rag.ABSTENTION}.")
        assert (trace.citations, trace.prompt_tokens, trace.new_tokens) == ((), 0, 0)
        assert set(trace.seconds) == {"embed", "search", "total"}


def scored(*scores: float) -> rag.Retriever:
    return lambda query: [Hit(p, score) for p, score in zip((HOSE, DOOR, TERM), scores, strict=False)]


@pytest.mark.parametrize("scores", [(0.49,), (2.0, 0.2), (math.nan,), (-7.5, 0.3)])
def test_the_floor_is_a_cosine_whatever_the_retriever_scores_by(
    index: PassageIndex, says: Any, scores: tuple[float]
) -> None:
    """A log-likelihood is below any cosine, a reranker's score may be above, and words alone give no number."""
    found = [hit.passage.id for hit in scored(*scores)(prepare(index.encoder, "What?"))]
    best = float(max(index.vectors(found) @ prepare(index.encoder, "What?").vector))
    trace = Pipeline(index, NOBODY, floor=best + 1e-4, retriever=scored(*scores)).ask("What?")
    assert (trace.answer, trace.messages) == (f"{rag.ABSTENTION}.", ()) and len(trace.hits) == len(scores)
    chats = says("red")
    trace = Pipeline(index, tiny.broken(), floor=best - 1e-4, retriever=scored(*scores)).ask("What?")
    assert trace.answer == "red" and len(chats) == 1


def test_k_beside_a_retriever_is_refused(index: PassageIndex) -> None:
    with pytest.raises(ArgumentError, match="k=3 beside a retriever, which has its own; give k to the retriever"):
        Pipeline(index, NOBODY, k=3, retriever=scored(0.9))


@pytest.mark.parametrize("k", [0, -1, 1.5])
def test_k_is_a_count(index: PassageIndex, k: Any) -> None:
    with pytest.raises(ArgumentError, match="Pipeline: k="):
        Pipeline(index, NOBODY, k=k)


def test_the_parts_add_up_to_no_more_than_the_total(index: PassageIndex, lm: models.LanguageModel) -> None:
    start = time.perf_counter()
    seconds = Pipeline(index, lm, k=2).ask("What is the term?").seconds
    wall = time.perf_counter() - start
    total = seconds.pop("total")
    assert set(seconds) == {"embed", "search", "integrate", "prefill", "decode", "other", "cite"}
    assert all(part >= 0 for part in seconds.values()) and seconds["prefill"] > 0
    assert sum(seconds.values()) <= total <= wall


@pytest.mark.slow
def test_the_real_model_repeats_what_the_page_says(index: PassageIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag, "MAX_NEW_TOKENS", 8)
    real = models.load_language_model("float32")
    trace = Pipeline(index, real, retriever=scored(0.9)).ask("What is the hose made of?")
    assert "rubber" in trace.answer and trace.citations == ("man#0",)
    assert trace.new_tokens <= 8 and trace.prompt_tokens == count_tokens(real, prompt_text(real, trace.messages))


# ---------------------------------------------------------------- the course's tenants


def test_the_whole_pipeline_shows_no_brand_the_others_passages() -> None:
    """Every question that a brand's customer asks, put as the other brand's: what was found, read and cited."""
    shared = PassageIndex(Embedder())
    shared.add(cut_all(data.load_documents()), cache=True)
    pipeline = Pipeline(shared, tiny.language_model(), retriever=safe_retriever(shared, 3))
    shut = {brand: {p.id: p.text for p in shared.passages() if p.tenant == brand} for brand in ("quernby", "fennick")}
    asked = [q for split in SPLITS for q in data.load_questions(split) if q.tenant is not None]
    assert len(asked) == 144
    for question in asked:
        assert question.tenant is not None
        trace = pipeline.ask(question.question, tenant="fennick" if question.tenant == "quernby" else "quernby")
        forbidden = shut[question.tenant]
        read = " ".join(message["content"] for message in trace.messages)
        assert trace.hits and trace.messages
        assert not forbidden.keys() & {*(hit.passage.id for hit in trace.hits), *trace.citations}
        assert not any(text in read for text in forbidden.values())
