#!/usr/bin/perl
use strict; use warnings;
use AnyEvent;
use Socket;
use Thumb::Worker;
use Thumb::Client;
use Thumb::Album;
use Devel::MAT::Dumper;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 5;

socketpair(my $here, my $there, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die "socketpair: $!";
my $worker = Thumb::Worker->new(fh => $there, failing => 0.2);
my $client = Thumb::Client->new(fh => $here);
my $album  = Thumb::Album->new(client => $client, shown => 50);

# uploads come in small groups; the next group waits for the last one
sub uploads {
    my $groups = shift;
    for (1 .. $groups) {
        my $cv = AE::cv;
        $album->upload(5, $cv);
        $cv->recv;
    }
}

my @plan = ([early => 20], [mid => 160], [late => 160]);
for my $part (@plan) {
    my ($name, $groups) = @$part;
    uploads($groups);
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", $album->line, "\n";
}
