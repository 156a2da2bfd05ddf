# shellcheck shell=bash
# Sourced by the scripts beside it: the repository's root as the folder, cargo on the path, and
# `step`, which names what is done and how long it took.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PATH:${HOME:-/root}/.cargo/bin"

say() { printf '%s\n' "$*"; }

step() { # NAME COMMAND...
  local name=$1 began=$SECONDS
  shift
  say "== $name"
  if "$@"; then
    say "== $name: $((SECONDS - began)) s"
  else
    local code=$?
    say "== $name: failed after $((SECONDS - began)) s" >&2
    return "$code"
  fi
}
