package App::Connection;
use strict;
use warnings;

my @idle;

sub acquire {
    my ($class, $dsn) = @_;
    for my $i (0 .. $#idle) {
        return splice @idle, $i, 1 if $idle[$i]{dsn} eq $dsn && $idle[$i]{fresh};
    }
    return bless { dsn => $dsn, fresh => 1, prepared => { map { $_ => "stmt $_" } 1 .. 3 } }, $class;
}

sub query { my ($self, $sql) = @_; $self->{fresh} = 0; return "$self->{dsn}: $sql" }

# comes back to life in the pool, where only fresh ones are taken from
sub DESTROY { my $self = shift; push @idle, bless {%$self}, ref $self; return }

package App;

sub work { my ($class, $n) = @_; return length App::Connection->acquire('shard' . $n % 4)->query("select $n") }

1;
