#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use IO::Async::Loop;
use Kitchen::Pass;
use Kitchen::Cook;

my ($out, $late) = @ARGV;
$late ||= 1;
srand 60;

my $loop = IO::Async::Loop->new;
my $pass = Kitchen::Pass->new;
my @cook = map { Kitchen::Cook->new(name => $_, pass => $pass) } qw(Ann Bo Cy);
$loop->add($_) for @cook;

my @menu = qw(soup salad steak fish pasta cake);

# so many guests come, so much time goes by
sub guests {
    my ($n, $turns) = @_;
    my $every = $turns ? $n / $turns : $n;
    my $due = 0;
    for (1 .. $turns) {
        $due += $every;
        while ($due >= 1) {
            $due--;
            my $table = 1 + int rand 20;
            $pass->order($table, map { $menu[rand @menu] } 1 .. 1 + rand 4)
                ->on_done(sub { $pass->served($table, @_) })->retain;
        }
        $loop->loop_once(0);
    }
}

sub lunch { guests(1000, 500); guests(50, 1400) while $pass->waiting }

guests(60, 300);                         # the morning
Devel::MAT::Dumper::dump("$out/early.pmat");
guests(500, 300);
Devel::MAT::Dumper::dump("$out/mid.pmat");
lunch() for 2 .. $late;
guests(900, 300);                        # a bus arrives
Devel::MAT::Dumper::dump("$out/late.pmat");

guests(0, 300) while $pass->waiting;
printf "%d served, %d waiting, longest queue %d\n", $pass->count, $pass->waiting, $pass->longest;
