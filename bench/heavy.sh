#!/usr/bin/env bash
# The memory of the forms that cannot be a stream: what is made in one process is read in another.
#   bench/heavy.sh [MESSAGES]      how long each conversation is (500000)
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --release -q -p chatlog --example heavy
heavy="$target/release/examples/heavy"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
many=${1:-500000}
while IFS='|' read -r form messages; do
  "$heavy" make "$form" "$messages" "$work/file"
  "$heavy" read "$form" "$work/file" | sed 's/^/chat heavy\t/'
done <<FORMS
iMessage and SMS of an iPhone|$many
WhatsApp's database, iPhone|$many
WhatsApp's database, Android|$many
iPhone backup, zip|$many
iPhone backup, encrypted, zip|$many
Messenger, page, first layout|100000
named workbook|$((many / 2))
mail|400000
mail of Outlook|400000
mail of Outlook, in RTF|200000
FORMS
