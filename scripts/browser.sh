#!/usr/bin/env bash
# Keepwell in a real browser: the journey of a newcomer, every page of the demo looked over, pages by keyboard.
#   scripts/browser.sh                            all of it: English and French, phone and desktop
#   scripts/browser.sh french_on_a_phone          some of it
#   scripts/browser.sh --guide                    the journey, and renews the pictures of the guide
#   KEEPWELL_SHOTS=folder scripts/browser.sh every_page --include-ignored
#                                                 a picture of every page, light and dark
# Chromium and its driver come from the distribution: scripts/install.sh.
# KEEPWELL_BIN names a program built before; KEEPWELL_BROWSERS says how many run at once (2).
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
[[ "$target" = /* ]] || target="$PWD/$target"

if [ -z "${KEEPWELL_BIN:-}" ]; then
  CARGO_TARGET_DIR="$target" cargo build --locked -p server
  KEEPWELL_BIN="$target/debug/keepwell"
fi
export KEEPWELL_BIN RUST_BACKTRACE=${KEEPWELL_BACKTRACE:-0}

guide=
if [ "${1:-}" = --guide ]; then
  shift
  guide=yes
  KEEPWELL_SHOTS=$(mktemp -d)
  trap 'rm -rf "$KEEPWELL_SHOTS"' EXIT
  set -- the_journey "$@"
fi
if [ -n "${KEEPWELL_SHOTS:-}" ]; then
  mkdir -p "$KEEPWELL_SHOTS"
  KEEPWELL_SHOTS=$(cd "$KEEPWELL_SHOTS" && pwd)
  export KEEPWELL_SHOTS
fi

CARGO_TARGET_DIR="$target/browser" cargo test --locked --manifest-path browser/Cargo.toml -- --test-threads="${KEEPWELL_BROWSERS:-2}" "$@"

if [ -n "$guide" ]; then
  mkdir -p docs/guide/shots
  for page in setup today import custody passcode offsite conversation manual trail standing; do
    for lang in en fr; do for screen in desktop phone; do for light in "" -dark; do
      cp "$KEEPWELL_SHOTS/$page-$lang-$screen$light.png" docs/guide/shots/
    done; done; done
  done
  echo "The pictures in docs/guide/shots are new."
fi
