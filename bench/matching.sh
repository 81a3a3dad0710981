#!/usr/bin/env bash
# Every figure of matching contacts to records in bench/README.md, with the machine and the peers, in one run.
#   bench/matching.sh            the tables by noise level (seeds 11-30), the prototype's generator, and the speed
# scipy is installed into a folder of its own, if pip can; otherwise the peer is left out, and the run says so.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
fixtures=${KEEPWELL_FIXTURES:-../shared/fixtures}
cargo build --release -q -p telecom --example contacts
contacts=$(realpath "$target/release/examples/contacts")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(uname -sr)	$(rustc --version)"
"$contacts" table | sed 's/^/matching\t/'
"$contacts" speed 100000 | sed 's/^/matching speed\t/'
if [ -f "$fixtures/bills/sim.py" ]; then
  python=python3
  if python3 -m venv "$work/venv" 2>/dev/null && "$work/venv/bin/pip" install -q scipy >/dev/null 2>&1; then python="$work/venv/bin/python"; fi
  "$python" bench/peers/matching.py "$contacts" "$fixtures" 20 | sed 's/^/matching, prototype\t/'
  "$python" bench/peers/matching.py "$contacts" "$fixtures" speed 100000 | sed 's/^/matching speed, prototype\t/'
else
  echo "matching, prototype	its generator is missing ($fixtures/bills/sim.py): not measured"
fi
