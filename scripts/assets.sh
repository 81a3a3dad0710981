#!/bin/sh
# Rebuilds the files in crates/base/assets from pinned npm packages and from
# crates/base/assets/source. The results are committed, so building Keepwell
# needs neither node nor npm; run this only after changing the look.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=${KEEPWELL_ASSETS_WORK:-"${TMPDIR:-/tmp}/keepwell-assets"}
mkdir -p "$work"
cd "$work"
[ -f package.json ] || printf '{"private":true}\n' > package.json
npm install --no-fund --no-audit --save-exact --loglevel=error \
  @tabler/core@1.6.1 @tabler/icons@3.51.0 htmx.org@4.0.1 \
  purgecss@8.0.0 lightningcss@1.33.0
node "$here/crates/base/assets/source/build.mjs" \
  "$work/node_modules" "$here/crates/base/assets" "$here/crates/base/templates"
