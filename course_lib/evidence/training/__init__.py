"""Experiments that train: one module, one measurement."""
