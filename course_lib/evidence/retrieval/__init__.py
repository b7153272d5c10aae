"""Experiments on what the search finds, without a language model."""
