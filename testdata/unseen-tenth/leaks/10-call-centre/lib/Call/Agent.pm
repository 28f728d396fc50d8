package Call::Agent;
use strict;
use warnings;

# The people at the phones: free agents in a queue, with the count of calls.
sub new {
  my ($class, @names) = @_;
  return bless {free => [@names], calls => {map { ($_ => 0) } @names}}, $class;
}

sub take {
  my $self = shift;
  my $name = shift @{$self->{free}} // return;
  $self->{calls}{$name}++;
  return $name;
}

sub give_back { push @{$_[0]{free}}, $_[1] }

1;
