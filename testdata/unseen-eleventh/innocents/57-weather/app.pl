use strict;
use warnings;
use POE;
use Weather::Station;
use Weather::Day;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 31;

my @stations = map { Weather::Station->new($_) } qw(Arosa Bever Chur Davos Elm Flims);
my %day      = map { $_->name => Weather::Day->new } @stations;
my %at       = (200 => 'early', 600 => 'mid', 1400 => 'late');
my $stop     = 1400;

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->yield('minute') },
        minute => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            my $minute = ++$heap->{minute};
            for my $s (@stations) {
                $day{ $s->name }->record($minute, $s->measure($minute)) for 1 .. 3;
            }
            if (my $name = $at{$minute}) {
                Devel::MAT::Dumper::dump("$out/$name.pmat");
            }
            $kernel->yield('minute') if $minute < $stop;
        },
        _stop => sub { },
    },
);
POE::Kernel->run;

printf "%-6s noon mean %.1f\n", $_, $day{$_}->mean(720) for sort keys %day;
