# Bảng Vàng: `make build`, then `make serve`; `make test` before a change is handed in. `make help` lists the rest.
# GNU Make 3.81 (macOS) and any POSIX sh will do.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
# Only wheels and archives whose hashes the lock knows are installed, and never a newer one than it names.
INSTALL := $(PY) -m pip install --disable-pip-version-check --quiet --require-hashes -r
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --upgrade
NODE := tests/node
# More for the program or for pytest: make build ARGS=--full, make test ARGS='-k search'
ARGS :=

.DEFAULT_GOAL := build
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: build check serve test test-deep cluster lint format browser sample screenshots bench lock clean distclean help

build: $(VENV)/.runtime ## dựng trang vào output/ · build the site into output/
	$(PY) build.py build $(ARGS)

check: $(VENV)/.runtime ## soát bài viết, không ghi gì · check everything, write nothing
	$(PY) build.py check $(ARGS)

serve: $(VENV)/.runtime ## xem thử, tự tải lại khi sửa · preview, reloading on every change
	$(PY) build.py serve $(ARGS)

test: lint browser $(NODE)/node_modules/.installed ## cài những gì cần rồi chạy mọi phép thử · install what tests need, run them all
	$(PY) -m pytest $(ARGS)

test-deep: browser ## thử kỹ, lâu: 600 lần dựng bị giết, 600 đoạn mã độc · try hard and long: 600 builds killed, 600 hostile texts
	BANGVANG_KILLS=600 BANGVANG_PAYLOADS=600 $(PY) -m pytest tests/build/test_killed.py tests/browser/test_payloads.py $(ARGS)

cluster: $(VENV)/.dask $(VENV)/.test ## thử chia việc cho máy khác · try work spread over other machines
	$(PY) -m pytest tests/build/test_cluster.py $(ARGS)

lint: $(VENV)/.test ## ruff, mypy và các tầng · ruff, mypy and the storeys
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.test ## sắp lại mã nguồn · reformat the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

browser: $(VENV)/.test ## tìm Chromium, cài nếu là root trên Debian · find Chromium, or install it as root on Debian
	$(PY) -m tools.browser

sample: $(VENV)/.runtime ## viết và dựng một kho mẫu lớn vào sample/ · write and build a larger, made-up archive
	rm -rf sample/content sample/urls.txt
	$(PY) -m tools.sample_site sample
	$(PY) build.py build --site sample

screenshots: build sample browser ## chụp các trang vào screenshots/ · take pictures of pages into screenshots/
	$(PY) -m tools.screenshots $(ARGS)
	$(PY) -m tools.screenshots --site sample/output --to screenshots/sample $(ARGS)

bench: $(VENV)/.bench ## đo tốc độ, so với Hugo · measure the cost, against Hugo
	$(PY) -m benchmarks $(ARGS)

lock: $(VENV)/.runtime ## khoá lại phiên bản thư viện · pin the newest allowed libraries anew
	$(PY) -m pip install --disable-pip-version-check --quiet uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) -c requirements.lock --extra test pyproject.toml -o requirements-test.lock
	$(COMPILE) -c requirements.lock --extra bench pyproject.toml -o requirements-bench.lock
	$(COMPILE) -c requirements.lock --extra dask pyproject.toml -o requirements-dask.lock
	$(MAKE) $(VENV)/.test
	cd $(NODE) && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm update --package-lock-only --loglevel=error

clean: ## xoá những gì dựng ra · remove what was built
	rm -rf .cache .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis sample screenshots
	if [ -d output ]; then find output -mindepth 1 ! -name .gitignore -delete; fi
	find . -name __pycache__ -not -path './$(VENV)/*' -type d -prune -exec rm -rf {} +

distclean: clean ## xoá cả những gì đã cài · remove what was installed, too
	rm -rf $(VENV) $(NODE)/node_modules

help: ## những lệnh này · these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# A stamp for each installed lock, so that only a changed lock installs anything again. They live in .venv: with it they go.
# What `python build.py` does on a computer without the libraries: .venv, and the locked libraries in it.
$(VENV)/.runtime: requirements.lock
	sh tools/python.sh -m bangvang.commands.environment

# An environment whose Python is gone (an upgrade of the system took it away) is made anew, stamps and all.
ifneq ($(shell $(PY) -c 'print(1)' 2>/dev/null),1)
.PHONY: $(VENV)/.runtime
endif

$(VENV)/.test: requirements-test.lock $(VENV)/.runtime
	$(INSTALL) requirements-test.lock
	touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.runtime
	$(INSTALL) requirements-bench.lock
	touch $@

$(VENV)/.dask: requirements-dask.lock $(VENV)/.runtime
	$(INSTALL) requirements-dask.lock
	touch $@

# Node comes from the test lock, npm's packages by the hashes of their own lock.
$(NODE)/node_modules/.installed: $(NODE)/package-lock.json $(NODE)/package.json $(VENV)/.test
	cd $(NODE) && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --loglevel=error
	touch $@
