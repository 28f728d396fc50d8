package App;
use strict; use warnings;
use Bus;
use Service;
my $bus = Bus->new;
sub work { my (undef, $n) = @_; Service->new(bus => $bus, id => $n)->run; $bus->publish('noise', $n) unless $n % 100; return }
1;
