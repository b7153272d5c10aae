"""Experiments on pages and askers that mean harm."""
