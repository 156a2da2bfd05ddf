# The two commands are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

export PATH := $(PATH):$(HOME)/.cargo/bin

STAMPS := target/stamps
# Folders too, so that a file taken away counts as a change.
UI_SOURCES := $(shell find ui/src ui/public assets/locales 2>/dev/null) \
	$(wildcard ui/*.json ui/*.js ui/*.ts ui/*.html ui/.prettier*)

.PHONY: help install run tour test soak bench fuzz check fmt ui clean

help: ## what can be made here
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

install: ## get the system libraries and tools that are missing (Debian, Ubuntu; elsewhere: say which)
	@scripts/install all

run: ## build, and open the window on the demo workspace; with no display, do as `make tour`
	@scripts/run

tour: ## build, and leave a picture of every screen in target/tour, on a virtual display
	@scripts/run tour

test: ## every test, with real servers and the real window
	@scripts/test

soak: ## as `make test`, with the long loops whole
	@PRIVACY_DESK_SOAK=1 scripts/test

bench: ## measure the program beside others, in release (a long build)
	@scripts/bench

fuzz: ## run each fuzz target for a minute
	@scripts/fuzz

check: $(STAMPS)/ui-check ## scripts, format, clippy, licences and bans, types and lint of the UI
	shellcheck --severity=warning --external-sources scripts/* .ci/run
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo test --quiet --locked --workspace --test licences

fmt: ui/node_modules/.package-lock.json ## format everything
	cargo fmt --all
	cd ui && npm run --silent format

ui: ui/dist/index.html ## build the UI, if it changed

clean: ## remove what was built
	rm -rf target ui/dist ui/node_modules gen

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(UI_SOURCES)
	cd ui && npm run --silent build
	@touch $@

$(STAMPS)/ui-check: ui/node_modules/.package-lock.json $(UI_SOURCES)
	cd ui && npm run --silent check && npm run --silent lint
	@mkdir -p $(STAMPS) && touch $@
