package Bus;
use strict; use warnings;
sub new { my $class = shift; return bless { topics => {}, next => 1 }, $class }
sub subscribe {
    my ($self, $topic, $who, $method) = @_;
    my $id = $self->{next}++;
    $self->{topics}{$topic}{$id} = [$who, $method];
    return $id;
}
sub unsubscribe { my ($self, $topic, $id) = @_; return delete $self->{topics}{$topic}{$id} }
sub publish { my ($self, $topic, @a) = @_; for my $s (values %{ $self->{topics}{$topic} || {} }) { my ($w, $m) = @$s; $w->$m(@a) } return }
1;
