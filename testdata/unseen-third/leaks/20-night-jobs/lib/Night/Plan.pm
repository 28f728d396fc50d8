package Night::Plan;
use strict;
use warnings;
use Night::Job;

my @what = (
    {name => 'rotate',  every => 2, needs => ['disk']},
    {name => 'thumbs',  every => 3, needs => ['disk', 'cpu']},
    {name => 'reports', every => 3, needs => ['database']},
    {name => 'backup',  every => 4, needs => ['disk', 'net']},
    {name => 'mirror',  every => 5, needs => ['net']},
);

sub new { my $class = shift; return bless {tick => 0}, $class }

sub due {
    my $self = shift;
    my $tick = ++$self->{tick};
    return map { Night::Job->new(%$_, tick => $tick) } grep { $tick % $_->{every} == 0 } @what;
}

1;
