#!/usr/bin/env bash
# Every figure of bench/README.md, in one run, with the machine beside them.
#   bench/run.sh            everything but the clean builds
#   bench/run.sh --builds   also a clean debug and a clean release build (minutes)
#   bench/chat.sh           the chat reader alone; bench/bill.sh and bench/matching.sh the rest of the libraries
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --release -q -p server -p bench
cargo build --release -q -p policy --examples
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
now() { date +%s%N; }

echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(free -g | awk '/Mem/{print $2}') GB	$(uname -sr)	$(rustc --version)"

if [ "${1:-}" = --builds ]; then
  for profile in dev release; do
    flag=$([ $profile = release ] && echo --release || true)
    begin=$(now); CARGO_TARGET_DIR="$work/build" cargo build -q -p server $flag; end=$(now)
    echo "clean build	$profile	$(( (end - begin) / 1000000000 )) s"
  done
fi

# Cold start to the first answer, and memory when idle.
begin=$(now)
"$target/release/keepwell" serve --data "$work/data" --listen 127.0.0.1:8759 >"$work/log" 2>&1 &
server=$!
until curl -sf -o /dev/null http://127.0.0.1:8759/health; do sleep 0.005; done
end=$(now)
sleep 2
echo "cold start	$(( (end - begin) / 1000000 )) ms to the first answer	idle $(( $(awk '/VmRSS/{print $2}' /proc/$server/status) / 1024 )) MB"
kill $server; wait $server 2>/dev/null || true

"$target/release/bench"
"$target/release/bench" people
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then scripts/postgres.sh "$target/release/bench"; else echo "today	PostgreSQL is not installed: not measured"; fi

# The rules of the engine over a generated log: a year and ten years of 10,000 phones.
for size in 1_000_000 10_000_000; do
  "$target/release/examples/phones_log" $size 10_000 42 "$work/events.csv"
  "$target/release/examples/phones" "$work/events.csv" | sed "s/^/rules\t$size\t/"
  if [ $size = 1_000_000 ]; then python3 bench/peers/rules_sqlite.py "$work/events.csv" | sed "s/^/peer: SQLite\t$size\t/"; fi
done
# The duty table of all three rules, and each rule compared with a stricter one, over those ten years.
"$target/release/examples/phones" "$work/events.csv" --table "$work/duties.tsv" | sed 's/^/duty table\t/'
"$target/release/examples/phones" "$work/events.csv" --what-if | sed 's/^/what if\t/'
"$target/release/examples/many" 500 100000 | sed 's/^/500 rules\t/'
"$target/release/examples/today" 1000 100000 | sed 's/^/monitor\t/'

bench/chat.sh
bench/bill.sh
bench/matching.sh
