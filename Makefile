# gendan-xl：跟单工作簿工具 · order-tracking workbooks
#
#   make demo    建一本示例工作簿，检查、排期、出送货单 · build a believable workbook, check, schedule, delivery note
#   make test    检查代码并运行全部测试 · linters, types, floors, all tests
#   make bench   速度对比 · the table of ratios against other libraries (minutes)
#   make docs    重新生成数据字典等文件 · write what is derived from the code
#   make clean   删除环境与缓存 · remove .venv and caches
#
# Everything is set up in .venv on first use, and again when pyproject.toml changes.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install -qq --disable-pip-version-check --no-input
DIR ?= demo

.PHONY: help demo test lint bench docs clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

demo: $(VENV)/.runtime
	@$(PYTHON) -m gendan_xl demo $(DIR)

test: $(VENV)/.development lint
	@.ci/setup office
	@.ci/setup validator
	$(PYTHON) -m pytest -n 2 --dist worksteal

lint: $(VENV)/.development
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m gendan_xl generate --check

bench: $(VENV)/.development
	$(PYTHON) bench/run.py

docs: $(VENV)/.runtime
	$(PYTHON) -m gendan_xl generate

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache tests/tools/node_modules

$(VENV)/.runtime: pyproject.toml
	@.ci/setup python
	@$(PIP) --editable .
	@touch $@

$(VENV)/.development: pyproject.toml
	@.ci/setup python
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.runtime
