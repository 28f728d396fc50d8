use Mojo::Base -strict;
use Devel::MAT::Dumper;
use Mojo::IOLoop;
use Ground::Station;
use Ground::Sky;
use Ground::Logbook;

# A ground station waits for one satellite pass after another, downlinks the
# frames of each and keeps a short logbook.
my ($out, $tail) = @ARGV;
$tail ||= 800;
srand 4;

my $sky     = Ground::Sky->new(satellites => [qw(NOAA-15 NOAA-18 METEOR-M2 ISS)]);
my $logbook = Ground::Logbook->new(keep => 50);
my $station = Ground::Station->new(sky => $sky, logbook => $logbook);

my %milestone = (200 => 'early', 600 => 'mid', 600 + $tail => 'late');
my $last = 600 + $tail;

$station->on(pass => sub {
    my ($self, $number) = @_;
    my $name = $milestone{$number} or return;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
    $self->shutdown if $number == $last;
});

my $listening = $station->listen;
$listening->then(
    sub { my ($passes) = @_; printf "%d passes, %d frames\n", $passes, $logbook->frames },
    sub { my ($error)  = @_; warn "station failed: $error" },
)->finally(sub { Mojo::IOLoop->stop });

Mojo::IOLoop->start;
print $logbook->summary;
