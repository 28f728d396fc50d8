package Till::Limits;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    my %limit = map { $_ => {single => 10_000 + 500 * $_, daily => 60_000 + 1000 * $_} } 0 .. $args{shops} - 1;
    return bless {limit => \%limit, default => {single => 10_000, daily => 50_000}}, $class;
}

sub for_shop {
    my ($self, $shop) = @_;
    return exists $self->{limit}{$shop} ? $self->{limit}{$shop} : $self->{default};
}

1;
