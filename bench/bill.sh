#!/usr/bin/env bash
# Figures of numbers and bills, ours and a peer's, in one run, with the machine beside them:
#   bench/bill.sh [rows]        1,000,000 rows when left out
# The peer is pandas with phonenumbers (PyPI), put into an environment of its own for the run;
# where it cannot be had, that is said.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
rows=${1:-1000000}
cargo build --release -q -p telecom --example figures
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(free -g | awk '/Mem/{print $2}') GB	$(uname -sr)	$(rustc --version)	load $(cut -d' ' -f1 /proc/loadavg)"
"$target/release/examples/figures" numbers
"$target/release/examples/figures" write "$rows" "$work"
"$target/release/examples/figures" bill "$work"
python=${KEEPWELL_BENCH_PYTHON:-}
if [ -z "$python" ]; then
  if python3 -m venv "$work/venv" >/dev/null 2>&1 && "$work/venv/bin/pip" install -q pandas phonenumbers >/dev/null 2>&1; then
    python="$work/venv/bin/python"
  else
    echo "peer: pandas + phonenumbers	pip cannot install them here: not measured"
    exit 0
  fi
fi
"$python" bench/peers/bill_pandas.py "$work"
