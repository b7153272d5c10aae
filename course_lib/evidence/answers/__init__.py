"""Experiments on what the language model answers."""
