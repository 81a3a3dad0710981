#!/usr/bin/env bash
# The rule engine's figures, in one run, with the machine beside them:
#   bench/policy.sh            about fifteen minutes, 12 GB of memory and 1 GB of disk
#   bench/policy.sh --short    a tenth of everything, to see that it runs
# The peer is SQLite, out of Python's standard library.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
case $target in /*) ;; *) target=$PWD/$target ;; esac
year=1000000 ten=10000000 many=100000 phones=40000 share=4000
if [ "${1:-}" = --short ]; then year=100000 ten=1000000 many=10000 phones=5000 share=1000; fi
cargo build --release -q -p policy --examples
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
run="$target/release/examples"

echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(free -g | awk '/Mem/{print $2}') GB	$(uname -sr)	$(rustc --version)	load $(cut -d' ' -f1 /proc/loadavg)"

# Three rules over a generated log: a year and ten years of 10,000 phones.
for size in $year $ten; do
  "$run/phones_log" $size 10000 42 "$work/events.csv"
  "$run/phones" "$work/events.csv" | sed "s/^/rules\t$size\t/"
  if [ $size = $year ]; then
    "$run/phones" "$work/events.csv" --full | sed "s/^/rules, whole monitor\t$size\t/"
    if command -v python3 >/dev/null; then
      python3 bench/peers/rules_sqlite.py "$work/events.csv" | sed "s/^/peer: SQLite\t$size\t/"
    else
      echo "peer: SQLite	python3 is not installed: not measured"
    fi
  fi
done
# The duty table of all three rules, and each rule compared with a stricter one, over those ten years.
"$run/phones" "$work/events.csv" --table "$work/duties.tsv" | sed 's/^/duty table\t/'
"$run/phones" "$work/events.csv" --what-if | sed 's/^/what if\t/'
rm -f "$work/events.csv" "$work/duties.tsv"

# 500 rules from what was put away: counts of plain rules over 100,000 phones, then a whole monitor of rules of every kind over 40,000.
"$run/many" 500 $many | sed 's/^/500 rules, counts\t/'
"$run/kept" 500 $phones $share | sed 's/^/500 rules, whole monitor\t/'
# One deed, one person's day, other days and other rules, in a house of 1,000 people.
for turn in 1 2 3; do "$run/today" 1000 100000 | sed "s/^/monitor\t$turn\t/"; done
