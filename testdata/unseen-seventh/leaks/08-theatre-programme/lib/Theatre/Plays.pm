package Theatre::Plays;
use strict;
use warnings;

my @TITLES = qw(Hamlet Tartuffe Nora Medea Woyzeck Faust Antigone Leonce Volpone);
my @ACTORS = qw(Ines Jon Karl Lea Mira Nils Olga Per);

sub season {
    my ($class, $seasons) = @_;
    my $n = 0;
    my @plays = map { {id => ++$n, title => $_, stage => 1 + $n % 4, cast => [@ACTORS[map { ($n + $_) % 8 } 1 .. 4]], sold => 20 * $n} } @TITLES;
    return bless {plays => \@plays, seasons => $seasons}, $class;
}

sub all      { return @{$_[0]{plays}} }
sub find     { my ($self, $id) = @_; return (grep { $_->{id} == $id } $self->all)[0] }
sub on_stage { my ($self, $id) = @_; return grep { $_->{stage} == $id } $self->all }

sub free {
    my ($self, $id) = @_;
    my $play = $self->find($id) or return 0;
    return 300 - $play->{sold};
}

1;
