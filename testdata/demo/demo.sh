#!/bin/bash
# The whole way from a worker that leaks to a cure that is verified: demo.sh FOLDER
# runs each command in that folder, which is empty, and shows it. perlheap is on
# the path. news.pl leaks; the cure is one line.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
cd "$1"
cp "$here/news.pl" .
cp news.pl before.pl

# run shows a command before it runs it.
run() {
    printf '\e[1;34m$\e[0m \e[1m%s\e[0m\n' "$*"
    eval "$*" || [ "$1" = diff ] # which fails where files differ
    echo
}

# start starts the service on a free port, and ask asks it so many times.
start() {
    local port
    port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
    url=http://127.0.0.1:$port
    perl news.pl daemon --listen "$url" >/dev/null 2>&1 &
    pid=$!
    until perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(shift)' "127.0.0.1:$port" 2>/dev/null; do
        kill -0 "$pid"
        sleep 0.1
    done
}
ask() {
    perl -MMojo::UserAgent -e 'my ($url, $n) = @ARGV; my $ua = Mojo::UserAgent->new; $ua->get("$url/topic/perl")->result for 1 .. $n' "$url" "$1"
}
trap 'kill "$pid" 2>/dev/null || true' EXIT

start
run "perlheap ps | grep -e PID -e news.pl"
for n in 1 2 3; do
    ask 300
    run perlheap capture "$pid" -o before-$n.pmat
done
kill "$pid"
run perlheap suspects before-1.pmat before-2.pmat before-3.pmat --root .
sed -i 's/^    \$hub->on(published => \(sub .*\));$/    my $told = $hub->on(published => \1);\n    $c->tx->on(finish => sub { $hub->unsubscribe(published => $told) });/' news.pl
run diff before.pl news.pl
start
for n in 1 2 3; do
    ask 300
    perlheap capture "$pid" -o after-$n.pmat 2>/dev/null
done
kill "$pid"
run "perlheap verify --root . before-*.pmat -- after-*.pmat"
