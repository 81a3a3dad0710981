#!/usr/bin/env bash
# Every figure of bench/README.md, in one run, with the machine beside them.
#   bench/run.sh            everything but the clean builds
#   bench/run.sh --builds   also a clean debug and a clean release build (minutes)
#   bench/policy.sh         the rule engine alone; bench/chat.sh, bench/bill.sh and bench/matching.sh the other libraries
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --release -q -p server -p bench
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
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
until curl -sf -o /dev/null http://127.0.0.1:8759/health; do
  kill -0 $server 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.005
done
end=$(now)
sleep 2
echo "cold start	$(( (end - begin) / 1000000 )) ms to the first answer	idle $(( $(awk '/VmRSS/{print $2}' /proc/$server/status) / 1024 )) MB"
kill $server; wait $server 2>/dev/null || true

"$target/release/bench"
"$target/release/bench" people
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then scripts/postgres.sh "$target/release/bench"; else echo "today	PostgreSQL is not installed: not measured"; fi

bench/policy.sh
bench/chat.sh
bench/bill.sh
bench/matching.sh
