#!/bin/sh
# usage: run.sh OUTDIR  - runs the program once, writes early.pmat, mid.pmat, late.pmat there
set -e
[ -n "$1" ] || { echo "usage: $0 OUTDIR" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
export MOJO_REACTOR=Mojo::Reactor::Poll PERL_ANYEVENT_MODEL=Perl PERL_HASH_SEED=1 PERL_PERTURB_KEYS=0 MOJO_LOG_LEVEL=fatal
exec perl -Ilib app.pl "$out"
