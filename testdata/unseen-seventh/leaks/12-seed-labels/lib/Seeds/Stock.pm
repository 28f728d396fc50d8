package Seeds::Stock;
use strict;
use warnings;

my @NAMES   = qw(rye flax millet lentil carrot chard leek dill);
my @LATIN   = qw(secale linum panicum lens daucus beta allium anethum);
my @LANDS   = qw(Austria Chile Georgia Kenya Norway Peru);
my @MONTHS  = qw(March April May June);

sub new {
    my ($class, %args) = @_;
    my @kinds = map {
        {name => $NAMES[$_ % 8], latin => $LATIN[$_ % 8], country => $LANDS[$_ % 6], year => 2010 + $_ % 12, left => 500}
    } 1 .. $args{kinds};
    return bless {kinds => \@kinds, bags => 0}, $class;
}

sub take {
    my ($self, $order) = @_;
    my $kind = $self->{kinds}[$order % @{$self->{kinds}}];
    $kind->{left} = 500 if --$kind->{left} < 0;
    return {
        %$kind,
        bag    => ++$self->{bags},
        weight => 5 + $order % 20,
        sow    => $order % 2 ? [{month => $MONTHS[$order % 4]}] : [],
        warn   => $order % 5 ? undef : 'dry',
    };
}

1;
