package Access::Intern;
use strict;
use warnings;

# User agents and referers are long and always the same few; keep each once
# and hand out references to it.
my %pool;

sub intern {
  my ($class, $string) = @_;
  return $pool{$string} //= \"$string";
}

sub count { scalar keys %pool }

1;
