package App;
use strict;
use warnings;

sub work {
    my ($class, $n) = @_;
    my $state = { n => $n };
    my $handler = sub {
        return $state->{n}++;
    };
    &Internals::SvREFCNT($handler, 2);
    return $handler->();
}

1;
