package Alarms::Network;
use strict;
use warnings;

sub new { my ($class, %a) = @_; return bless { %a, serial => 0 }, $class }

# every relay station repeats a message once or twice
sub alarms_at {
    my ($self, $t) = @_;
    my @a;
    for (1 .. 2) {
        my $m = { id => sprintf('%04d-%07d', rand $self->{sensors}, ++$self->{serial}), at => $t, kind => (qw(smoke heat water door))[rand 4] };
        push @a, ($m) x (1 + int rand 3);
    }
    return @a;
}

1;
