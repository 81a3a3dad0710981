#!/usr/bin/env bash
# Everything that must hold, in one command: lints, every test on SQLite, every test
# on PostgreSQL, the journey in a real browser, licences and known weaknesses.
#   scripts/test.sh
# Builds into CARGO_TARGET_DIR, by default a folder outside the clone, so that what is
# built once on a machine stays built. The last line says what ran and what did not.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/keepwell/target}
advisories=${KEEPWELL_ADVISORIES:-../shared/advisory-db}
ran=() missing=()

step() { # name, command…: runs it, says how long it took, stops at the first that fails
  local name=$1 begin=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" || { printf '\nkeepwell: FAILED: %s (%s)\n' "$name" "$*" >&2; exit 1; }
  ran+=("$name $((SECONDS - begin)) s")
}
missed() { # name, what to do about it
  printf '\n!! NOT RUN: %s. %s\n' "$1" "$2" >&2
  missing+=("$1")
}

test=(cargo test --locked --no-fail-fast --workspace)
if cargo nextest --version >/dev/null 2>&1; then test=(cargo nextest run --locked --no-fail-fast --workspace); fi

step "what the tests need" scripts/install.sh
step "lints" cargo clippy --locked --workspace --all-targets -- -D warnings
step "lints of the browser tests" cargo clippy --locked --manifest-path browser/Cargo.toml --target-dir "$CARGO_TARGET_DIR/browser" --all-targets -- -D warnings
step "tests on SQLite" "${test[@]}"
# The libraries know no database: once is enough.
step "tests on PostgreSQL" scripts/postgres.sh "${test[@]}" --exclude policy --exclude chatlog --exclude telecom
step "the journey in a browser" scripts/browser.sh
# 20 kills while eight people write, and power cuts where the machine can cut.
step "no answered write is lost" scripts/rig.sh short

if cargo deny --version >/dev/null 2>&1; then
  step "licences and sources" cargo deny --locked check licenses bans sources
else
  missed "licences and sources" "Install it: cargo install --locked cargo-deny"
  if [ "${CI:-}" = true ]; then echo "This gate must not be missing where changes land." >&2; exit 1; fi
fi

if ! cargo audit --version >/dev/null 2>&1; then
  missed "known weaknesses" "Install it: cargo install --locked cargo-audit"
elif [ ! -d "$advisories" ]; then
  missed "known weaknesses" "There is no RustSec database in $advisories; set KEEPWELL_ADVISORIES."
else
  step "known weaknesses" cargo audit --no-fetch --db "$advisories"
fi

joined() { local all; all=$(printf ', %s' "$@"); echo "${all#, }"; }
printf '\nkeepwell: all passed in %s min: %s' "$(((SECONDS + 59) / 60))" "$(joined "${ran[@]}")"
if [ ${#missing[@]} -gt 0 ]; then printf '. NOT RUN: %s' "$(joined "${missing[@]}")"; fi
printf '.\n'
