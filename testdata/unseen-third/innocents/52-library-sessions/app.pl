#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common;
use HTTP::Message::PSGI;
use Library::Clock;
use Library::Web;

my $out = shift // die "usage: app.pl OUTDIR\n";
srand 52;

my $app = Library::Web->new->to_app;
my @readers;    # cookies of those who are logged in, as their browsers know them
my %status;

sub get {
    my ($path, $cookie) = @_;
    my $res = $app->(GET("http://library.example$path", $cookie ? (Cookie => "sid=$cookie") : ())->to_psgi);
    $status{ $res->[0] }++;
    return $res;
}

# $crowd: how many people are about at this hour
sub hour {
    my $crowd = shift;
    for (1 .. 60) {
        Library::Clock::advance(60);
        if (@readers < $crowd) {
            my $res = get('/login/reader' . int rand 5000);
            my %header = @{ $res->[1] };
            push @readers, $header{'Set-Cookie'} =~ /sid=(\w+)/;
        }
        for my $n (1 .. @readers / 3) {
            get('/shelf/' . int rand 50, $readers[ rand @readers ]);
        }
        if (@readers > $crowd || rand() < 0.3) {
            my ($cookie) = splice @readers, rand @readers, 1;
            get('/logout', $cookie) if $cookie && rand() < 0.6;    # the others just close the window
        }
    }
}

sub dump_now {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    print "$name: ", Library::Web::sessions(), ' sessions, ', scalar @readers, " readers, $status{200} pages\n";
}

hour($_) for 10, 20;
dump_now('early');
hour($_) for 30, 40, 25, 15, 20, 35;
dump_now('mid');
my $days = 1;
for (1 .. $days) { hour($_) for 35, 20, 10, 15, 35, 45 }
dump_now('late');
