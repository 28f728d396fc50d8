#!/bin/bash
# Makes arm64.core.gz, arm64.perl.gz and arm64.pmat.gz: what qemu writes of an
# arm64 perl that aborts, that perl without its machine code, which nothing reads,
# and what Devel::MAT::Dumper wrote right before. Needs qemu-user-static and root.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ARCH=arm64 bash ../../.ci/unpack "$work" bookworm perl libdevel-mat-dumper-perl
root=$work/bookworm-arm64
mkdir -p "$root/dev" "$root/in"
: >"$root/dev/null"
cp "$(command -v qemu-aarch64-static)" "$root/usr/bin/"
cp arm64.pl "$root/in/"
(ulimit -c unlimited; cd "$root/in"; chroot "$root" /usr/bin/qemu-aarch64-static /usr/bin/perl /in/arm64.pl /in/arm64.pmat || true)
core=$(find "$root" -maxdepth 2 -name 'qemu_perl_*.core')
perl=$work/perl
cp "$root/usr/bin/perl" "$perl"
read -r offset size < <(readelf -SW "$perl" | awk '$2 == ".text" || $3 == ".text" { for (i = 1; i <= NF; i++) if ($i == "PROGBITS") print $(i+2), $(i+3) }')
dd if=/dev/zero of="$perl" bs=1 seek=$((16#$offset)) count=$((16#$size)) conv=notrunc status=none
gzip -9nc "$core" >arm64.core.gz
gzip -9nc "$perl" >arm64.perl.gz
gzip -9nc "$root/in/arm64.pmat" >arm64.pmat.gz
