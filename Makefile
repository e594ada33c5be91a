# On a machine with only Python 3.11+ and make:   make demo   and   make test
# Both make their own environment in .venv first (tools/bootstrap.py) and say what is missing, if anything is.
#
#   make demo PYTHON=/path/to/python3     use this Python
#   make test ARGS="-k citations -x"      more arguments for pytest

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint format hooks bench clean distclean

BIN := .venv/bin

# Any Python from 3.6 on can run the script, which then finds the right one, or says why there is none.
# Each name is tried by running it: a version manager's shim can stand on the path with nothing behind it.
define bootstrap
for python in "$(PYTHON)" python3 python python3.13 python3.12 python3.11; do \
  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 6, 2))' </dev/null >/dev/null 2>&1; then \
    exec "$$python" tools/bootstrap.py $(1); \
  fi; \
done; \
echo 'No Python 3 was found. reformkg needs Python 3.11 or newer:' >&2; \
echo '  Debian, Ubuntu: apt install python3 python3-venv        macOS: brew install python' >&2; \
echo 'or name the one to use: make $@ PYTHON=/path/to/python3' >&2; \
exit 1
endef

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | while IFS='	' read -r name what; do \
	  printf '  make %-10s %s\n' "$$name" "$$what"; done

demo:  ## build the graph from the records and show which tasks derive from which decision
	@$(call bootstrap,)
	@$(BIN)/reformkg demo

test:  ## run the whole test suite, style and types included
	@$(call bootstrap,test)
	@$(BIN)/python -m pytest $(ARGS)

lint:  ## only style, types and the direction of imports
	@$(call bootstrap,test)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format:  ## put imports in order and lay the code out
	@$(call bootstrap,test)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

hooks:  ## check every commit before it is made (pre-commit)
	@$(call bootstrap,dev)
	$(BIN)/pre-commit install

bench:  ## run the benchmarks; figures are printed, never asserted
	@$(call bootstrap,test)
	@if [ -f bench/__main__.py ]; then $(BIN)/python -m bench $(ARGS); \
	else echo 'There are no benchmarks yet: bench/ has no __main__.py.' >&2; exit 1; fi

clean:  ## remove what was built (the graph, caches); .venv stays
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## remove .venv, too
	rm -rf .venv
