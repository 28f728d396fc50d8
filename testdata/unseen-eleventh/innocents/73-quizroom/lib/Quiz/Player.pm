package Quiz::Player;
use Mojo::Base -base, -signatures;

has [qw(name on_gone on_question)];
has card => sub { [map { {no => $_, given => undef, points => 0} } 1 .. 24] };

sub question ($self, $q) {
  $self->{open} = $q;
  $self->on_question->($q);
}

sub answer ($self, $text) {
  my ($no, $value) = split /:/, $text;
  my $field = $self->card->[$no % 24];
  $field->{given} = $value;
  $field->{points}++ if $value == $no**2;
}

sub DESTROY ($self) {
  return if ${^GLOBAL_PHASE} eq 'DESTRUCT';
  $self->on_gone->($self) if $self->on_gone;
}

1;
