package Depot::Store;
use strict;
use warnings;

# Stock of the depot by shelf, and the article master (read at start).
sub new {
  my ($class, %arg) = @_;
  my $self = bless {shelves => {}, articles => {}}, $class;
  for my $n (1 .. $arg{articles} // 3000) {
    $self->{articles}{"A$n"} = {
      no => "A$n", text => "Article no. $n, box of " . (6 * (1 + $n % 4)), weight => 100 + $n % 900,
      codes => [map { sprintf '%013d', $n * 100 + $_ } 1 .. 3],
    };
  }
  push @{$self->{shelves}{"S" . ($_ % 40)}}, "A$_" for 1 .. 400;
  return $self;
}

sub shelf   { @{$_[0]{shelves}{$_[1]} || []} }
sub article { $_[0]{articles}{$_[1]} }

1;
