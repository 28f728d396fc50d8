#!/usr/bin/env perl
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Label::Printer;
use Label::Client;
use Label::Station;
use Devel::MAT::Dumper ();

my $dir = shift @ARGV // die "usage: app.pl DIR\n";
srand 3;

my $printer = Label::Printer->new(busy => 0.05)->start;
my $station = Label::Station->new(client => Label::Client->new(port => $printer->port));

sub print_labels ($count) {
    my $left = $count;
    my $tick = Mojo::IOLoop->recurring(0 => sub ($loop) {
        $station->submit if $left-- > 0 && $station->open < 6;
        $loop->stop if $left <= 0 && !$station->open;
    });
    Mojo::IOLoop->start;
    Mojo::IOLoop->remove($tick);
    return;
}

sub snapshot ($name) {
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    say "$name: ", $station->line;
}

print_labels(60);
snapshot('early');
print_labels(300);
snapshot('mid');
print_labels(300);
snapshot('late');
