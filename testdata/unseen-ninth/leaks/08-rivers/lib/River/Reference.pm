package River::Reference;
use strict;
use warnings;

# Rating curves: discharge in m3/s for every centimetre, one per gauge.

sub load {
    my ($class, @gauges) = @_;
    my %curve;
    my $width = 20;
    for my $gauge (@gauges) {
        $width += 5;
        $curve{$gauge} = [ map { [ $_, $width * ($_ / 100)**1.6 ] } 0 .. 900 ];
    }
    return bless { curve => \%curve }, $class;
}

sub discharge {
    my ($self, $gauge, $cm) = @_;
    my $c = $self->{curve}{$gauge};
    $cm = 0   if $cm < 0;
    $cm = $#$c if $cm > $#$c;
    return $c->[$cm][1];
}

1;
