#!/usr/bin/env bash
# A demo under load through HTTP: many people at once on the pages they open most.
#   bench/load.sh [SECONDS [CONNECTIONS]]     10 seconds and 16 connections, by default
# Starts a demo (KEEPWELL_BIN, or the release build), signs in as Ben and as Ana, and lets
# wrk (Debian; `apt-get install wrk`) open each page as fast as it is answered. Server and
# caller share the machine. Fails when an answer is not a page.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} connections=${2:-16}
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
target=${CARGO_TARGET_DIR:-target}
bin=${KEEPWELL_BIN:-$target/release/keepwell}
[ -x "$bin" ] || cargo build --locked --release -p server
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
at=http://127.0.0.1:$port
"$bin" demo --data "$folder/data" --listen "127.0.0.1:$port" >"$folder/said" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 300); do curl -sf -o /dev/null "$at/health" && break; sleep 0.2; done

signed_in() { # e-mail: the cookie of a new session
  local page token jar=$folder/jar
  rm -f "$jar"
  page=$(curl -s -c "$jar" -b "$jar" "$at/sign-in")
  token=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4)
  curl -s -o /dev/null -c "$jar" -b "$jar" -H "Origin: $at" --data-urlencode "csrf=$token" --data-urlencode "email=$1" --data-urlencode "passphrase=kettle lantern orchard" --data back= "$at/sign-in"
  awk '$6 ~ /keepwell/ { print $6 "=" $7 }' "$jar"
}
ben=$(signed_in ben@example.org) ana=$(signed_in ana@example.org)
echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(uname -sr)	$connections connections, $seconds s a page"
load() { # who, path, cookie
  local said code
  code=$(curl -s -o /dev/null -w '%{http_code}' -H "Cookie: $3" "$at$2")
  [ "$code" = 200 ] || { echo "$1 $2 answers $code" >&2; exit 1; }
  said=$(wrk -t1 -c "$connections" -d "${seconds}s" --latency -H "Cookie: $3" "$at$2")
  grep -q 'Non-2xx' <<<"$said" && { echo "$said" >&2; exit 1; }
  awk -v who="$1" -v path="$2" '/50%/ { a = $2 } /99%/ { b = $2 } /Requests\/sec/ { r = $2 } END { print "load\t" who "\t" path "\t" r " answers/s\tp50 " a "\tp99 " b }' <<<"$said"
}
load nobody /sign-in ""
load Ben / "$ben"
load Ben /manual "$ben"
load Ana /people "$ana"
load Ana /standing "$ana"
load Ana /trail "$ana"
echo "memory	$(awk '/VmRSS/ { print int($2 / 1024) " MB" }' /proc/$server/status) after the load"
