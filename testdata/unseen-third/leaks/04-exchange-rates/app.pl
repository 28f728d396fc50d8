#!/usr/bin/perl
use 5.020;
use warnings;
use Devel::MAT::Dumper;
use AnyEvent;
use Rates::Server;
use Rates::Client;

my $out = shift // die "usage: $0 OUTDIR\n";
srand 77;

my ($near, $far) = Rates::Server::pair();
my $server = Rates::Server->new(handle => $far);
my $client = Rates::Client->new(handle => $near);

my %sum;

# asks for some rates, a few at a time, as the tills do
sub work {
    my $questions = shift;
    my $done      = AnyEvent->condvar;
    $done->begin;
    my $next;
    $next = sub {
        return $done->end if $questions-- <= 0;
        my $callback = sub {
            my $reply = shift;
            $sum{ ref $reply ? 'lists' : 'single' }++;
            $next->();
        };
        if (rand() < 0.5) {
            $client->rate((qw(CHF DKK SEK NOK PLN CZK))[ rand 6 ], $callback);
        }
        else {
            $client->table((qw(north east all))[ rand 3 ], $callback);
        }
    };
    $next->();
    $done->recv;
    undef $next;
    return;
}

sub picture {
    my $name = shift;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    say "$name: $sum{single} single rates, $sum{lists} tables, ", $client->waiting, ' waiting';
}

work(200);
picture('early');
work(1500);
picture('mid');
work(1500);
picture('late');
