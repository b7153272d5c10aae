"""Train a language model on chats: one step is loss, gradient, clip, move.

The loop runs on ``accelerate``, so the same lines train on one CPU, on a GPU, or on many machines under
``accelerate launch``. Which numbers of the model move is decided before: all, the last blocks
(:func:`only_last_blocks`), or an adapter (:mod:`course_lib.lora`).

Built in: Lesson 09
"""

import contextlib
import hashlib
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np

from course_lib import frozen, models, native, validate
from course_lib.base import files
from course_lib.errors import ArgumentError, CourseError
from course_lib.generate import Message, prompt_text

TAUGHT = ("labelled", "answer_loss", "train")
IGNORED = -100  # a label that the loss does not look at; PyTorch's own number for it


class Labelled(NamedTuple):
    """A chat as the loss sees it.

    Attributes:
        ids: its tokens.
        labels: the same, but ``IGNORED`` where the loss does not look.
    """

    ids: list[int]
    labels: list[int]


class Batch(NamedTuple):
    """Several chats side by side, padded on the left, so that all answers end in the last column.

    Attributes:
        inputs: what the model reads: ``input_ids`` of shape (chats, width), or ``inputs_embeds`` of shape
            (chats, width, numbers a token); and ``attention_mask``, 1 for a token and 0 for padding.
        labels: shape (chats, width).
    """

    inputs: dict[str, Any]
    labels: Any


Labeller = Callable[[models.LanguageModel, Sequence[Message]], Labelled]


def labelled(lm: models.LanguageModel, chat: Sequence[Message]) -> Labelled:
    """Return the tokens of a chat; labels only for its last turn, the end of the turn included.

    Without the end as a label a model learns what to say, and never to stop.

    >>> lm = models.load_language_model("float32")
    >>> one = labelled(lm, [{"role": "user", "content": "Loud?"}, {"role": "assistant", "content": "53 dB."}])
    >>> cast(Any, lm.tokenizer).decode([label for label in one.labels if label != IGNORED])
    '53 dB.<|im_end|>'
    """
    tokenizer: Any = lm.tokenizer
    *before, answer = chat
    prompt = tokenizer(prompt_text(lm, before), add_special_tokens=False)["input_ids"]
    wanted = tokenizer(answer["content"], add_special_tokens=False)["input_ids"]
    wanted = [*wanted, tokenizer.eos_token_id]
    return Labelled([*prompt, *wanted], [IGNORED] * len(prompt) + wanted)


def batch_of(examples: Sequence[Labelled], padding: int, states: Sequence[Any] | None = None) -> Batch:
    """Put labelled chats side by side, padded on the left.

    Args:
        examples: labelled chats.
        padding: the token that pads.
        states: of each chat, what frozen blocks made of it (:mod:`course_lib.frozen`), to be read in its tokens' place.
    """
    torch = native.import_torch()
    width = max(len(one.ids) for one in examples)
    fill = [width - len(one.ids) for one in examples]
    ids = [[padding] * n + one.ids for n, one in zip(fill, examples, strict=True)]
    mask = [[0] * n + [1] * len(one.ids) for n, one in zip(fill, examples, strict=True)]
    labels = [[IGNORED] * n + one.labels for n, one in zip(fill, examples, strict=True)]
    if states is not None:
        padded = torch.stack([torch.nn.functional.pad(s, (0, 0, n, 0)) for n, s in zip(fill, states, strict=True)])
        return Batch({"inputs_embeds": padded, "attention_mask": torch.tensor(mask)}, torch.tensor(labels))
    inputs = {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}
    return Batch(inputs, torch.tensor(labels))


def answer_loss(model: Any, batch: Batch) -> Any:
    """Return the summed loss of a batch's labels: minus the log-probability of each, given what stands before it.

    Scores are computed for the columns that hold a label and no others: there are 49,152
    a token, and the loss holds several copies of them.

    >>> import torch
    >>> from types import SimpleNamespace
    >>> even = lambda **_: SimpleNamespace(logits=torch.zeros(1, 3, 5))  # every next word of five is as likely
    >>> batch = Batch({}, torch.tensor([[IGNORED, 1, 4]]))
    >>> round(float(answer_loss(even, batch)), 4)  # two labels: twice ln 5
    3.2189
    """
    import torch

    columns = (batch.labels[:, 1:] != IGNORED).any(dim=0)  # before the first token stands nothing
    width = int(len(columns) - columns.int().argmax())  # from the first label to the end
    scores = model(**batch.inputs, use_cache=False, logits_to_keep=width + 1).logits
    before = scores[:, :-1].flatten(0, 1).float()
    wanted = batch.labels[:, -width:].flatten()
    return torch.nn.functional.cross_entropy(before, wanted, ignore_index=IGNORED, reduction="sum")


def train(model: Any, steps: Any, optimizer: Any, schedule: Any, accelerator: Any, clip: float = 1.0) -> Any:
    """Train on one step after another, each a list of batches; yield the mean loss of each step's labels.

    The batches of a step are read one after another and count as one: their gradients add up, divided by the labels
    of all of them, on all processes.

    >>> import torch
    >>> from accelerate import Accelerator
    >>> from types import SimpleNamespace
    >>> class Table(torch.nn.Embedding):  # the smallest language model: a row of scores for each word that was read
    ...     def forward(self, input_ids, logits_to_keep, **_):
    ...         return SimpleNamespace(logits=super().forward(input_ids)[:, -logits_to_keep:])
    >>> table = Table.from_pretrained(torch.zeros(5, 5), freeze=False)
    >>> batch = Batch({"input_ids": torch.tensor([[0, 1]])}, torch.tensor([[IGNORED, 1]]))
    >>> optimizer = torch.optim.SGD(table.parameters(), lr=1.0)
    >>> even = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0)
    >>> [round(loss, 4) for loss in train(table, [[batch]] * 2, optimizer, even, Accelerator(cpu=True))]
    [1.6094, 0.9048]
    """
    moving = [p for p in model.parameters() if p.requires_grad]
    model.train()
    for batches in steps:
        count = sum((batch.labels != IGNORED).sum() for batch in batches)
        labels = accelerator.reduce(count.float().to(accelerator.device), "sum")
        total = 0.0
        for batch in batches:
            last = batch is batches[-1]
            waits = contextlib.nullcontext() if last else accelerator.no_sync(model)
            with waits, accelerator.autocast():
                loss = answer_loss(model, batch) / labels
            accelerator.backward(loss * accelerator.num_processes)  # processes take the mean
            total = total + loss.detach()
        accelerator.clip_grad_norm_(moving, clip)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        yield float(accelerator.reduce(total, "sum"))


# ---------------------------------------------------------------- what surrounds the loop


@dataclass(frozen=True)
class Recipe:
    """How to train.

    Attributes:
        steps: how many times the weights move.
        rate: the learning rate at its highest.
        examples: chats that a step learns from.
        together: of these, how many are read at once; the rest of a step waits (gradient accumulation).
        warmup: share of the steps in which the rate rises from 0; after it, it falls to 0 along a cosine.
        clip: the longest gradient a step may follow (its norm).
        seed: of the order of the chats.
        autocast: matrix products in bf16, everything else in fp32: faster where the processor has AMX.
        once: where only upper blocks move, compute what the lower ones give once and keep it: 2.3 kB a token in fp32.
    """

    steps: int
    rate: float = 1e-3
    examples: int = 8
    together: int = 8
    warmup: float = 0.1
    clip: float = 1.0
    seed: int = 0
    autocast: bool = False
    once: bool = False

    def __post_init__(self) -> None:
        for name in ("steps", "examples", "together"):
            validate.count("Recipe", name, getattr(self, name))
        for name, fits, wanted in (
            ("rate", self.rate > 0, "above 0, such as 1e-3"),
            ("warmup", 0 <= self.warmup < 1, "a share of the steps below 1, such as 0.1"),
            ("clip", self.clip > 0, "above 0, such as 1.0"),
        ):
            if not fits:
                raise ArgumentError(f"Recipe: {name}={getattr(self, name)}; it must be {wanted}")


@dataclass(frozen=True)
class Training:
    """What a training run did.

    Attributes:
        losses: mean loss of the labels of each step, in nats a token.
        checks: by step, what ``check`` returned there.
        tokens: that were read, padding left out.
        seconds: on the clock, checks left out; of all parts, if it was interrupted.
        stopped: the step after which it stopped early, None if it went to its end.
    """

    losses: tuple[float, ...]
    checks: Mapping[int, float]
    tokens: int
    seconds: float
    stopped: int | None = None


def fit(
    lm: models.LanguageModel,
    chats: Sequence[Sequence[Message]],
    recipe: Recipe,
    *,
    label: Labeller = labelled,
    check: Callable[[models.LanguageModel], float] | None = None,
    every: int = 0,
    patience: int = 0,
    checkpoint: Path | None = None,
    progress: bool = False,
) -> Training:
    """Train the parts of a model that may move, in place, on chats that end with the wanted answer.

    Args:
        lm: whose parameters with ``requires_grad`` move.
        chats: each ends with a turn of the assistant.
        recipe: how.
        label: which tokens of a chat are learned.
        check: looks at the model every so many steps, such as its loss on chats it does not train on; lower is better.
        every: steps between two checks; 0 for none.
        patience: stop after so many checks without a new best; 0 never stops.
        checkpoint: a file to save to at every check and to go on from: a run that was killed ends with the same
            weights.
        progress: show a bar with the time left and the loss.

    Raises:
        ArgumentError: no chats, one without an answer, without a label or longer than the model reads, or nothing that
            may move.
        CourseError: the loss is no longer a number, or the checkpoint is of another run.
    """
    torch = native.import_torch()
    from accelerate import Accelerator
    from tqdm.auto import tqdm
    from transformers import get_cosine_schedule_with_warmup

    examples = _examples("fit", lm, chats, label)
    model = cast(Any, lm.model)
    moving = {name: p for name, p in model.named_parameters() if p.requires_grad}
    if not moving:
        raise ArgumentError("fit: no parameter of the model may move; put an adapter on it, or free its last blocks")
    accelerator = Accelerator(cpu=True, mixed_precision="bf16" if recipe.autocast else "no")
    optimizer = torch.optim.AdamW(moving.values(), lr=recipe.rate, weight_decay=0.0)
    schedule = get_cosine_schedule_with_warmup(optimizer, round(recipe.warmup * recipe.steps), recipe.steps)
    state = _State()
    if checkpoint is not None and checkpoint.exists():
        state = _restore(checkpoint, recipe, examples, moving, optimizer, schedule)
    states = None
    if recipe.once:
        first = frozen.first_moving_block(model)
        states = frozen.lower_states(model, [one.ids for one in examples], first)
        model = frozen.upper(model, first)
    prepared, optimizer = accelerator.prepare(model, optimizer)
    plan = order([len(one.ids) for one in examples], recipe)[len(state.losses) :]
    steps = (_batches(lm, examples, states, picks, recipe, accelerator) for picks in plan)
    losses = train(prepared, steps, optimizer, schedule, accelerator, recipe.clip)
    with tqdm(total=recipe.steps, initial=len(state.losses), desc="training", unit="step", disable=not progress) as bar:
        for picks in plan:
            if state.stopped is not None:
                break
            started = time.perf_counter()
            loss = next(losses)
            state.seconds += time.perf_counter() - started
            step = len(state.losses) + 1
            if not math.isfinite(loss):
                raise CourseError(
                    f"fit: the loss of step {step} is {loss}; the weights are spoiled. Load the model again and lower "
                    f"the rate ({recipe.rate:g})" + (", or leave autocast out" if recipe.autocast else "")
                )
            state.losses.append(loss)
            state.tokens += sum(len(examples[i].ids) for i in picks)
            bar.update()
            bar.set_postfix(loss=f"{loss:.3f}")
            if every and step % every == 0:
                if check is not None:
                    cast(Any, lm.model).eval()
                    state.checks[step] = check(lm)
                    if patience and _stale(state.checks) >= patience:
                        state.stopped = step
                if checkpoint is not None and accelerator.is_main_process:
                    _save(checkpoint, recipe, examples, state, moving, optimizer, schedule)
    cast(Any, lm.model).eval()
    return Training(tuple(state.losses), dict(state.checks), state.tokens, state.seconds, state.stopped)


def order(lengths: Sequence[int], recipe: Recipe) -> list[list[int]]:
    """Return for each step the places of its chats: every chat once, then again in another order, for all steps.

    The chats of a step are of like length, so little of a batch is padding; which step comes when is drawn at random.
    """
    rng = np.random.default_rng(recipe.seed)
    steps: list[list[int]] = []
    while len(steps) < recipe.steps:
        shuffled = rng.permutation(len(lengths))
        near = sorted(shuffled.tolist(), key=lambda i: lengths[i])
        whole = [near[i : i + recipe.examples] for i in range(0, len(near), recipe.examples)]
        steps += [whole[i] for i in rng.permutation(len(whole))]
    return steps[: recipe.steps]


def only_last_blocks(model: Any, count: int) -> int:
    """Let only the last ``count`` blocks of a model move; return how many numbers these are."""
    validate.count("only_last_blocks", "count", count)
    blocks = model.get_decoder().layers
    if count > len(blocks):
        raise ArgumentError(f"only_last_blocks: count={count}, but the model has {len(blocks)} blocks")
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for block in blocks[-count:]:
        for parameter in block.parameters():
            parameter.requires_grad_(True)
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def mean_loss(lm: models.LanguageModel, chats: Sequence[Sequence[Message]], together: int = 8) -> float:
    """Return the mean loss of the labels of chats, in nats a token, without training on them."""
    torch = native.import_torch()
    examples = sorted(_examples("mean_loss", lm, chats), key=lambda one: len(one.ids))
    total, count = 0.0, 0
    with torch.inference_mode():
        for i in range(0, len(examples), together):
            batch = batch_of(examples[i : i + together], cast(Any, lm.tokenizer).pad_token_id)
            total += float(answer_loss(lm.model, batch))
            count += int((batch.labels != IGNORED).sum())
    return total / count


# ---------------------------------------------------------------- plumbing


@dataclass
class _State:
    losses: list[float] = field(default_factory=list)
    checks: dict[int, float] = field(default_factory=dict)
    tokens: int = 0
    seconds: float = 0.0
    stopped: int | None = None


def _examples(
    where: str, lm: models.LanguageModel, chats: Sequence[Sequence[Message]], label: Labeller = labelled
) -> list[Labelled]:
    if not chats:
        raise ArgumentError(f"{where}: chats is empty; pass at least one chat that ends with the wanted answer")
    limit = getattr(cast(Any, lm.model).config, "max_position_embeddings", None)
    found = []
    for i, chat in enumerate(chats):
        if not chat or chat[-1]["role"] != "assistant" or not chat[-1]["content"].strip():
            raise ArgumentError(
                f"{where}: chats[{i}] has no answer to learn; its last turn must be the assistant's, with text"
            )
        one = label(lm, chat)
        if not any(each != IGNORED for each in one.labels[1:]):  # nothing stands before the first
            raise ArgumentError(
                f"{where}: chats[{i}] has no label, so its loss is no number; "
                f"let {label.__name__} keep the answer's tokens"
            )
        if limit is not None and len(one.ids) > limit:
            raise ArgumentError(
                f"{where}: chats[{i}] has {len(one.ids):,} tokens; the model reads {limit:,}: shorten its passages"
            )
        found.append(one)
    return found


def _batches(
    lm: models.LanguageModel,
    examples: Sequence[Labelled],
    states: Sequence[Any] | None,
    picks: Sequence[int],
    recipe: Recipe,
    accelerator: Any,
) -> list[Batch]:
    """Return the batches of one step that this process reads."""
    mine = picks[accelerator.process_index :: accelerator.num_processes]
    padding, found = cast(Any, lm.tokenizer).pad_token_id, []
    for start in range(0, len(mine), recipe.together):
        part = mine[start : start + recipe.together]
        batch = batch_of([examples[i] for i in part], padding, None if states is None else [states[i] for i in part])
        inputs = {name: tensor.to(accelerator.device) for name, tensor in batch.inputs.items()}
        found.append(Batch(inputs, batch.labels.to(accelerator.device)))
    return found


def _stale(checks: Mapping[int, float]) -> int:
    """Return how many checks came since the best."""
    values = list(checks.values())
    return len(values) - 1 - values.index(min(values))


def _digest(examples: Sequence[Labelled]) -> str:
    """Return a digest of what is read and learned, so that a checkpoint is never gone on from with other chats."""
    return hashlib.sha256(json.dumps(examples).encode()).hexdigest()


def _save(
    path: Path,
    recipe: Recipe,
    examples: Sequence[Labelled],
    state: _State,
    moving: Mapping[str, Any],
    optimizer: Any,
    schedule: Any,
) -> None:
    torch = native.import_torch()
    whole = {
        "recipe": asdict(recipe),
        "examples": _digest(examples),
        "state": asdict(state),
        "weights": {name: p.detach() for name, p in moving.items()},
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
    }
    with files.whole(path) as scratch:
        torch.save(whole, scratch)


def _restore(
    path: Path,
    recipe: Recipe,
    examples: Sequence[Labelled],
    moving: Mapping[str, Any],
    optimizer: Any,
    schedule: Any,
) -> _State:
    torch = native.import_torch()
    again = "delete it to begin anew"
    try:
        whole = torch.load(path, weights_only=True)
    except Exception as error:
        raise CourseError(f"{path}: cannot be read as a checkpoint ({type(error).__name__}); {again}") from error
    same = whole["recipe"] == asdict(recipe) and whole.get("examples") == _digest(examples)
    if not same or whole["weights"].keys() != moving.keys():
        raise CourseError(f"{path}: is of another run (its recipe, its chats or the parts that move differ); {again}")
    with torch.no_grad():
        for name, parameter in moving.items():
            parameter.copy_(whole["weights"][name])
    optimizer.load_state_dict(whole["optimizer"])
    schedule.load_state_dict(whole["schedule"])
    return _State(**whole["state"])
