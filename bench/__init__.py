"""Benchmarks: measured, printed as ratios, never asserted. Run with ``python -m bench`` or ``make bench``."""
