#!/usr/bin/env bash
# Installs what the tests need beside Rust, from the distribution, when it is missing:
# a C compiler, PostgreSQL, Chromium and its driver, an authority for test certificates
# (pebble), slow callers (slowhttptest), a mail server (aiosmtpd), a disk that forgets
# (nbdkit); and from PyPI, in a folder of its own, a store that speaks S3 (moto).
# Says loudly what it could not get.
set -euo pipefail
need=()
command -v cc >/dev/null || need+=(gcc libc6-dev)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
command -v chromium >/dev/null || need+=(chromium)
command -v chromedriver >/dev/null || need+=(chromium-driver)
command -v pebble >/dev/null || need+=(pebble)
/usr/bin/python3 -c "import aiosmtpd" 2>/dev/null || need+=(python3-aiosmtpd)
command -v slowhttptest >/dev/null || need+=(slowhttptest)
# Power cuts (scripts/rig.sh) need root, FUSE and loop devices: without them there is nothing to install for.
if [ "$(id -u)" -eq 0 ] && [ -e /dev/fuse ] && [ -e /dev/loop-control ]; then
  command -v nbdkit >/dev/null || need+=(nbdkit)
  command -v nbdfuse >/dev/null || need+=(libnbd-bin)
  command -v mkfs.ext4 >/dev/null || need+=(e2fsprogs)
  command -v fusermount3 >/dev/null || need+=(fuse3)
fi
/usr/bin/python3 -c "import ensurepip" 2>/dev/null || need+=(python3-venv)

# The S3 server of the tests (crates/store). It checks signatures; none in Debian does.
moto() {
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/keepwell/moto"
  "$folder/bin/python" -c "import moto.server, boto3" 2>/dev/null && return
  echo "Installing: moto (from PyPI, into $folder)"
  /usr/bin/python3 -m venv "$folder"
  "$folder/bin/pip" -q --disable-pip-version-check install "moto[s3]==5.2.5" "flask==3.1.3" "flask-cors==6.0.5"
}

[ ${#need[@]} -eq 0 ] && { moto; exit 0; }
sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
echo "Installing: ${need[*]}"
export DEBIAN_FRONTEND=noninteractive
# Another apt may hold the lock for a while: wait for it, and try three times.
for try in 1 2 3; do
  if $sudo apt-get -o DPkg::Lock::Timeout=300 update -qq && $sudo apt-get -o DPkg::Lock::Timeout=300 install -y -qq "${need[@]}" >/dev/null; then moto; exit 0; fi
  echo "apt-get failed (try $try of 3)" >&2
  sleep 5
done
echo "Could not install: ${need[*]}. Install them by hand, then run this again." >&2
exit 1
