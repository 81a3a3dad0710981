#!/usr/bin/env bash
# The chat reader's figures, in one run, with its peers and the machine beside them.
#   bench/chat.sh [MB]      MB: how large the files of the memory test are (1000)
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
case $target in /*) ;; *) target=$PWD/$target ;; esac
cargo build --release -q -p chatlog --examples
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

echo "machine	$(nproc) × $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs)	$(free -g | awk '/Mem/{print $2}') GB	$(uname -sr)	$(rustc --version)	load $(cut -d' ' -f1 /proc/loadavg)"

# A 100 MB conversation of each platform, against the generator's own counts, beside the peers.
chat="$target/release/examples"
if npm install --silent --prefix "$work/peer" whatsapp-chat-parser@4.0.2 >/dev/null 2>&1; then parser=yes; else parser=; fi
if python3 -m venv "$work/venv" >/dev/null 2>&1 && "$work/venv/bin/pip" install -q whatstk==0.9.1 >/dev/null 2>&1; then whatstk=yes; else whatstk=; fi

# The whole process of each, ours and the fastest peer by turns: CPU seconds of user and system, and cycles where perf can count.
rounds=7
cpu() { # TIMES-FILE CYCLES-FILE COMMAND…: adds a line to each
  local times=$1 cycles=$2; shift 2
  if command -v perf >/dev/null 2>&1 && perf stat -e cycles true >/dev/null 2>&1; then
    perf stat -x, -e task-clock,cycles -o "$work/stat" "$@" >/dev/null 2>&1
    awk -F, '/task-clock/{print $1 / 1000}' "$work/stat" >>"$times"
    awk -F, '/cycles/{print $1 / 1e9}' "$work/stat" >>"$cycles"
  else
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{print $1 + $2}' >>"$times"
  fi
}
least() { sort -n "$1" | head -1; }
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
by_turns() { # PLATFORM FILE
  local round what
  rm -f "$work"/turn.*
  for ((round = 0; round < rounds; round++)); do
    cpu "$work/turn.ours.seconds" "$work/turn.ours.gigacycles" "$chat/read" "$2"
    (cd "$work/peer" && cpu "$work/turn.peer.seconds" "$work/turn.peer.gigacycles" node "$OLDPWD/bench/peers/chat_parser.mjs" "$2")
  done
  for what in seconds gigacycles; do
    [ -s "$work/turn.ours.$what" ] || continue
    awk -v at="$1" -v what="$what" -v ol="$(least "$work/turn.ours.$what")" -v pl="$(least "$work/turn.peer.$what")" \
      -v om="$(median "$work/turn.ours.$what")" -v pm="$(median "$work/turn.peer.$what")" 'BEGIN {
        printf "chat by turns\t%s\t%s\tleast: ours %.3f, peer %.3f: %.1f times\tmedian: ours %.3f, peer %.3f: %.1f times\n",
          at, what, ol, pl, pl / ol, om, pm, pm / om }'
  done
}
for platform in android iphone; do
  file="$work/$platform.txt"
  "$chat/generate" $platform 100 "$file" | sed "s/^/chat truth\t$platform\t/"
  "$chat/read" "$file" | sed "s/^/chat read\t$platform\t/"
  "$chat/read" "$file" --owned | grep -E '^(read|together)' | sed "s/^/chat read, given away\t$platform\t/"
  if [ -n "$parser" ]; then
    (cd "$work/peer" && node "$OLDPWD/bench/peers/chat_parser.mjs" "$file" | sed "s/^/peer: whatsapp-chat-parser\t$platform\t/")
    by_turns "$platform" "$file"
  else
    echo "peer: whatsapp-chat-parser	npm cannot install it here: not measured"
  fi
  if [ -n "$whatstk" ]; then
    "$work/venv/bin/python" bench/peers/whatstk_read.py "$file" 2>&1 | tail -1 | sed "s/^/peer: whatstk\t$platform\t/"
  else
    echo "peer: whatstk	pip cannot install it here: not measured"
  fi
done

# Memory does not grow with the file: every form that is a stream, 1 GB of it (or so many MB as the first argument says).
size=${1:-1000}
for form in $("$chat/sizes" forms) whatsapp-android.txt.zip; do
  "$chat/sizes" "$form" "$size" | sed 's/^/chat sizes\t/'
done

# The same million messages brought twice.
"$chat/merge" 1000000 | sed 's/^/chat merge\t/'
