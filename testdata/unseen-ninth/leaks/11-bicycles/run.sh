#!/bin/sh
mkdir -p "$1"
out=$(cd "$1" && pwd) || exit 1
cd "$(dirname "$0")" || exit 1
MOJO_REACTOR=Mojo::Reactor::Poll PERL_ANYEVENT_MODEL=Perl PERL_HASH_SEED=1 PERL_PERTURB_KEYS=0 MOJO_LOG_LEVEL=fatal
export MOJO_REACTOR PERL_ANYEVENT_MODEL PERL_HASH_SEED PERL_PERTURB_KEYS MOJO_LOG_LEVEL
exec perl -Ilib app.pl "$out"
