#!/usr/bin/env bash
# Callers who are slow on purpose, and what others notice of them.
#   bench/slow.sh [CONNECTIONS [SECONDS]]     5000 connections and 30 seconds each, by default
# Starts a demo (KEEPWELL_BIN, or the release build), lets Debian's slowhttptest send slow
# headers, slow bodies and read slowly from 127.0.0.1, and asks for the sign-in page from
# 127.0.0.2 all the while. Fails when the 99th of a hundred visits takes more than twice
# its usual time (and more than 20 ms longer: below that it is the machine).
set -euo pipefail
cd "$(dirname "$0")/.."
connections=${1:-5000} seconds=${2:-30}
command -v slowhttptest >/dev/null || { echo "slowhttptest is missing: run scripts/install.sh" >&2; exit 1; }
target=${CARGO_TARGET_DIR:-target}
bin=${KEEPWELL_BIN:-$target/release/keepwell}
[ -x "$bin" ] || cargo build --locked --release -p server
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
"$bin" demo --data "$folder/data" --listen "127.0.0.1:$port" >"$folder/said" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 150); do curl -sf -o /dev/null "http://127.0.0.1:$port/health" && break; sleep 0.2; done
ulimit -n 20000 2>/dev/null || true

probe() { # seconds: visits from another address until then; the times in milliseconds
  local until=$((SECONDS + $1))
  while [ $SECONDS -lt $until ]; do
    curl -s -o /dev/null --interface 127.0.0.2 --max-time 10 -w '%{http_code} %{time_total}\n' "http://127.0.0.1:$port/sign-in" || echo "000 10"
    sleep 0.05
  done
}
figures() { # p50, p99, failures, visits
  sort -k2 -n | awk '{ n++; t[n] = $2 * 1000; if ($1 != "200") bad++ } END { printf "%.1f %.1f %d %d", t[int((n + 1) * 0.5)], t[int((n + 1) * 0.99)], bad, n }'
}

read -r p50 p99 bad visits <<<"$(probe 8 | figures)"
echo "| nobody else | $p50 ms | $p99 ms | $bad of $visits |"
usual=$p99 worst=0
attack() { # name, options of slowhttptest
  local name=$1
  shift
  slowhttptest "$@" -c "$connections" -l "$seconds" -r 500 -p 3 -u "http://127.0.0.1:$port/sign-in" >"$folder/slow" 2>&1 &
  local slow=$!
  sleep 2
  read -r p50 p99 bad visits <<<"$(probe $((seconds - 4)) | figures)"
  wait $slow || true
  echo "| $name | $p50 ms | $p99 ms | $bad of $visits |"
  awk -v a="$p99" -v b="$usual" -v bad="$bad" 'BEGIN { exit !(bad > 0 || (a > 2 * b && a > b + 20)) }' && worst=1
  return 0
}
attack "slow headers" -H -i 5 -t GET
attack "slow bodies" -B -i 5 -s 100000 -t POST
attack "slow reading" -X -w 10 -y 20 -n 5 -z 32 -k 3
echo "memory now: $(awk '/VmRSS/ { print int($2 / 1024) " MB" }' /proc/$server/status 2>/dev/null)"
exit $worst
