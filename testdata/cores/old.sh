#!/bin/bash
# Makes perl-VERSION.core.gz and perl-VERSION.perl.gz: old.sh SOURCE, where SOURCE is
# the source of a perl that no Debian has any more, in which this was run:
#
#   ./Configure -des -Uusethreads -Dcc=gcc -Doptimize=-O1 -Accflags='-w -std=gnu89' \
#       -Dlibs='-lm -ldl -lcrypt -lc' && make perl
#
# The one is what gcore writes while old.pl sleeps, the other that perl without its
# machine code, which nothing reads. Needs gdb.
set -euo pipefail
cd "$(dirname "$0")"
source=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$source/perl" -e 'printf "%vd", $^V')
mkdir "$work/bin" "$work/lib"
cp "$source/perl" "$work/bin/perl"
strip "$work/bin/perl"
cp "$source"/lib/{strict,warnings}.pm "$work/lib"
mkfifo "$work/ready"
env -i PERL5LIB="$work/lib" PERL_HASH_SEED=0 "$work/bin/perl" old.pl >"$work/ready" &
pid=$!
read -r _ <"$work/ready"
until [ "$(awk '{ print $3 }' "/proc/$pid/stat")" = S ]; do sleep 0.1; done
gcore -o "$work/core" "$pid" >/dev/null 2>&1
kill "$pid"
perl=$work/bin/perl
read -r offset size < <(readelf -SW "$perl" | awk '{ for (i = 1; i < NF; i++) if ($i == ".text" && $(i+1) == "PROGBITS") print $(i+3), $(i+4) }')
dd if=/dev/zero of="$perl" bs=1 seek=$((16#$offset)) count=$((16#$size)) conv=notrunc status=none
gzip -9nc "$work/core.$pid" >"perl-$version.core.gz"
gzip -9nc "$perl" >"perl-$version.perl.gz"
