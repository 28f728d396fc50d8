package Resolver::Traffic;
use strict;
use warnings;

my @tld = qw(com net org de fr ch io);

sub new {
    my ($class, %arg) = @_;
    my @popular = map { "www.site$_." . $tld[$_ % @tld] } 1 .. $arg{popular};
    return bless { popular => \@popular }, $class;
}

sub name {
    my $self = shift;
    return $self->{popular}[ rand @{ $self->{popular} } ] if rand() < 0.4;
    return join '.', sprintf('h%x', rand 1e9), 'cdn' . int(rand 40), $tld[rand @tld];
}

1;
