#!/bin/sh
# usage: run.sh OUTDIR - writes early.pmat, mid.pmat and late.pmat of one process
out=$(cd "$1" && pwd) && cd "$(dirname "$0")" || exit
PERL_HASH_SEED=1 PERL_PERTURB_KEYS=0 exec perl app.pl "$out"
