#!/usr/bin/env bash
# Proves that nothing that was answered is ever lost: the server is killed, and the
# power is cut, while eight people write.
#   scripts/rig.sh short         20 kills, and 2 power cuts where this machine can do them
#   scripts/rig.sh kills 1000    kill -9 of the whole server
#   scripts/rig.sh power 30      power cuts: a disk whose cache forgets, needs root and FUSE
#   scripts/rig.sh control 30    the same with SQLite's weaker setting: it must lose something
# The disk: nbdkit keeps what was written and not flushed in memory of its own; killing it
# is the power cut. Debian: nbdkit, libnbd-bin, e2fsprogs, fuse3 (scripts/install.sh).
# KEEPWELL_BIN and KEEPWELL_RIG_BIN name programs built before.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
[ -n "${KEEPWELL_BIN:-}" ] || { cargo build --locked -q -p server; KEEPWELL_BIN=$target/debug/keepwell; }
[ -n "${KEEPWELL_RIG_BIN:-}" ] || { cargo build --locked -q -p bench --bin rig; KEEPWELL_RIG_BIN=$target/debug/rig; }
work=$(mktemp -d "${TMPDIR:-/tmp}/keepwell-rig.XXXXXX")
listen=127.0.0.1:8758
loop='' disk='' fuse='' server=''

unplug() { # whatever is still there of a disk
  [ -z "$server" ] || { kill -9 "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  [ -z "$disk" ] || kill -9 "$disk" 2>/dev/null || true
  umount -l "$work/mnt" 2>/dev/null || true
  [ -z "$loop" ] || losetup -d "$loop" 2>/dev/null || true
  fusermount3 -u -z "$work/fuse" 2>/dev/null || true
  [ -z "$fuse" ] || { kill "$fuse" 2>/dev/null || true; wait "$fuse" 2>/dev/null || true; }
  loop='' disk='' fuse='' server=''
}
trap 'unplug; rm -rf "$work"' EXIT

within() { # seconds, command…: waits until it is true
  local end=$((SECONDS + $1)); shift
  until "$@" 2>/dev/null; do [ $SECONDS -lt $end ] || return 1; sleep 0.05; done
}

can_cut() { # says what is missing
  [ "$(id -u)" -eq 0 ] || { echo "it needs root"; return 1; }
  for tool in nbdkit nbdfuse mkfs.ext4 losetup fusermount3; do command -v $tool >/dev/null || { echo "$tool is missing"; return 1; }; done
  [ -e /dev/fuse ] && [ -e /dev/loop-control ] || { echo "this machine has no loop devices or no FUSE"; return 1; }
}

kills() {
  "$KEEPWELL_BIN" demo --no-serve --data "$work/data" >/dev/null
  "$KEEPWELL_RIG_BIN" kills "$KEEPWELL_BIN" "$work/data" "$1"
  "$KEEPWELL_BIN" trail verify --data "$work/data"
}

plug_in() {
  rm -f "$work/sock" "$work/pid"
  nbdkit -U "$work/sock" --pidfile "$work/pid" --filter=cache file "$work/disk.img" cache=writeback
  within 10 test -s "$work/pid"
  disk=$(cat "$work/pid")
  nbdfuse "$work/fuse/disk" --unix "$work/sock" >/dev/null 2>&1 & fuse=$!
  disown "$fuse"
  within 10 test -f "$work/fuse/disk"
  loop=$(losetup -f --show "$work/fuse/disk")
  mount "$loop" "$work/mnt"
}

power() { # times, control or not
  local times=$1 lossy=0 answered=0 begin=$SECONDS
  mkdir -p "$work/fuse" "$work/mnt"
  truncate -s 256M "$work/disk.img"
  mkfs.ext4 -q -F "$work/disk.img"
  mount -o loop "$work/disk.img" "$work/mnt"
  "$KEEPWELL_BIN" demo --no-serve --data "$work/mnt/data" >/dev/null
  umount "$work/mnt"
  for cut in $(seq "$times"); do
    : > "$work/acks"
    plug_in
    unset KEEPWELL_RIG_MAY_LOSE_WRITES
    [ -z "${2:-}" ] || export KEEPWELL_RIG_MAY_LOSE_WRITES=yes
    "$KEEPWELL_BIN" serve --listen $listen --data "$work/mnt/data" >/dev/null 2>&1 & server=$!
    within 60 bash -c "exec 3<>/dev/tcp/${listen/://}"
    "$KEEPWELL_RIG_BIN" write $listen "$work/acks" 20000 > "$work/said" 2>&1 & local writer=$!
    sleep "$((2 + RANDOM % 2)).$((RANDOM % 10))"
    kill -9 "$disk"      # the power goes: what was not flushed is gone
    sleep 0.1
    kill -9 "$server" 2>/dev/null || true
    wait "$writer" 2>/dev/null || true
    unplug
    within 10 mount -o loop "$work/disk.img" "$work/mnt"
    local n said; n=$(wc -l < "$work/acks"); answered=$((answered + n))
    said=$(RUST_BACKTRACE=0 "$KEEPWELL_RIG_BIN" check "$work/mnt/data" "$work/acks" 2>&1) || lossy=$((lossy + 1))
    echo "cut $cut: ${said//$'\n'/ }"
    [ "$n" -gt 0 ] || echo "  nobody was answered before this cut"
    [ -n "${2:-}" ] || "$KEEPWELL_BIN" trail verify --data "$work/mnt/data" >/dev/null
    umount "$work/mnt"
  done
  echo "RESULT cuts $times answered $answered cuts that lost something $lossy in $((SECONDS - begin)) s"
  [ "$answered" -gt 0 ] || { echo "keepwell: FAILED: nobody was answered, so nothing was proved" >&2; return 1; }
  if [ -n "${2:-}" ]; then
    [ "$lossy" -gt 0 ] || { echo "keepwell: FAILED: the weaker setting lost nothing: this rig would not notice a loss" >&2; return 1; }
  else
    [ "$lossy" -eq 0 ] || { echo "keepwell: FAILED: answered writes were lost" >&2; return 1; }
  fi
}

case ${1:-short} in
  kills) kills "${2:-1000}" ;;
  power) why=$(can_cut) || { echo "No power cuts here: $why" >&2; exit 1; }; power "${2:-30}" ;;
  control) why=$(can_cut) || { echo "No power cuts here: $why" >&2; exit 1; }; power "${2:-30}" control ;;
  short)
    kills 20
    if why=$(can_cut); then rm -rf "$work/data" "$work/data.acks"; power 2; else printf '\n!! NOT RUN: power cuts: %s\n' "$why" >&2; fi ;;
  *) sed -n '2,11p' "$0"; exit 2 ;;
esac
