#!/usr/bin/env perl
use strict;
use warnings;
use Mojo::UserAgent;
use Cinema::App;
use Devel::MAT::Dumper;

my $out = shift or die "usage: $0 OUTDIR\n";
srand 4;
my $app = Cinema::App->new;
my $ua  = Mojo::UserAgent->new(max_redirects => 0);
$ua->server->app($app);
my %status;

# visitors come and go; most never log out
sub visits {
    my ($visitors, $pages) = @_;
    for (1 .. $visitors) {
        $ua->cookie_jar->empty;
        $ua->get('/');
        for (1 .. 1 + int rand $pages) {
            my $dice = rand;
            my $tx   = $dice < 0.5 ? $ua->get('/film/' . int rand 24)
                : $dice < 0.8      ? $ua->post('/reserve' => form => {film => int rand 24, seat => 1 + int rand 80})
                :                    $ua->get('/basket.json');
            $status{ $tx->res->code }++;
        }
        $app->defaults->{sessions}->sweep;
    }
}

sub snap {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    printf "%s: %d sessions, %d reservations\n", $name, $app->defaults->{sessions}->count, $app->defaults->{hall}->count;
}

visits(60, 6);
snap('early');
visits(90, 14);    # premiere
snap('mid');
visits(90, 6);
snap('late');
print join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";
