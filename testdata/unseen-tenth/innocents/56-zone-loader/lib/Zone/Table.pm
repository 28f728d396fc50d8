package Zone::Table;
use strict;
use warnings;

# Postal code => delivery zone, depot and cut-off time.
sub new {
  my ($class, %arg) = @_;
  return bless {row => {}, depot => {}, next_block => 0, blocks => $arg{blocks} || 10}, $class;
}

# The table comes in blocks from the head office (by night line).
sub load_block {
  my $self = shift;
  return 0 if $self->{next_block} >= $self->{blocks};
  my $b = $self->{next_block}++;
  for my $n (0 .. 499) {
    my $code = sprintf '%02d%03d', $b + 10, $n;
    my $depot = "D" . (($b * 7 + $n) % 23);
    $self->{row}{$code} = {zone => 1 + ($n + $b) % 9, depot => $depot, cutoff => sprintf '%02d:30', 14 + $n % 6};
    push @{$self->{depot}{$depot}}, $code;
  }
  return 1;
}

sub complete { $_[0]{next_block} >= $_[0]{blocks} }
sub lookup   { $_[0]{row}{$_[1]} }

1;
