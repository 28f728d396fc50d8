package Trail;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless { most => 50, trim => 0, %args, steps => [] }, $class }

sub step {
    my ($self, $step) = @_;
    push @{ $self->{steps} }, { what => $step, by => $$ };
    shift @{ $self->{steps} } if $self->{trim} && @{ $self->{steps} } > $self->{most};
    return;
}

package App;
my $trail = Trail->new(most => 900, trim => 1);
sub work { my (undef, $n) = @_; $trail->step("from $n to " . 2 * $n); return }
1;
