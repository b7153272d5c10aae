"""Import torch and faiss safely together: the one place that guards against their clash.

The macOS wheels of faiss and torch each bring their own OpenMP runtime. When both start threads in
one process, the process crashes (a segmentation fault, or "OMP: Error #15"). On macOS faiss is
therefore held to one thread, set before its first use. Every other module imports the two from here.
"""

import os
import sys
from types import ModuleType

from course_lib import settings


def import_faiss() -> ModuleType:
    """Return the faiss module, held to one thread on macOS (see above)."""
    if sys.platform == "darwin":
        os.environ.setdefault("KMP_DUPLICATE_LIB_OK", "TRUE")
    import faiss

    count = 1 if sys.platform == "darwin" else settings.threads()
    if count is not None:
        faiss.omp_set_num_threads(count)
    return faiss


def import_torch() -> ModuleType:
    """Return the torch module with the number of threads that ``COURSE_THREADS`` asks for."""
    import torch

    count = settings.threads()
    if count is not None and torch.get_num_threads() != count:
        torch.set_num_threads(count)
    return torch
