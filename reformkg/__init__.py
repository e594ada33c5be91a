"""The program that people run: command line now, web pages and MCP later. Thin: all work is done below it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("reformkg")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
