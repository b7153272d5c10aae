"""What every test gets: no network, fp32, and two threads for all workers together, as on any laptop."""

import os

collect_ignore_glob = ["answers/*"]  # learners' answers: no tests, and not to be imported

# Set before anything is imported: the libraries read these once.
for _name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE"):
    os.environ[_name] = "1"
os.environ["COURSE_DTYPE"] = "float32"
os.environ["COURSE_THREADS"] = "1" if "PYTEST_XDIST_WORKER" in os.environ else "2"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ.setdefault("MPLBACKEND", "Agg")
for _name in ("COURSE_TIER", "COURSE_LM", "COURSE_DATA"):
    os.environ.pop(_name, None)
