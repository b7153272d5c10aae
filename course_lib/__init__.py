"""The helper package of "Retrieve or Retrain?": every function a lesson builds, importable.

Importing it is cheap and quiet: nothing heavy (torch, transformers, faiss) is imported until used,
and nothing touches the network except :mod:`course_lib.models` when told to fetch.
"""

__version__ = "0.1.0"
