package Row;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless {%arg}, $class }

sub text {
    my $self = shift;
    $self->{text} = "text of row $self->{id} " . ' ' x 200 if !defined $self->{text};
    return $self->{text};
}

package App;

my @rows = map { Row->new(id => $_) } 1 .. 1000;

sub work { my (undef, $n) = @_; $rows[$n % 1000]->text; return }

1;
