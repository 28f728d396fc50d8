#!/bin/bash
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")" || exit 1
export MOJO_REACTOR=Mojo::Reactor::Poll PERL_ANYEVENT_MODEL=Perl PERL_HASH_SEED=1 PERL_PERTURB_KEYS=0 MOJO_LOG_LEVEL=fatal
exec perl -Ilib app.pl "$out"
