"""The tests; the folders mirror the packages (docs/testing.md)."""
