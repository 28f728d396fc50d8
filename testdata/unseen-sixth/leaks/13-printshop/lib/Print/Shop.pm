package Print::Shop;
use strict;
use warnings;

sub new {
    my ($class, %a) = @_;
    return bless { presses => $a{presses}, busy => 0, open => 0, pages => 0, money => 0, count => {} }, $class;
}

sub enter     { $_[0]{open}++ }
sub open_jobs { $_[0]{open} }

sub leave {
    my ($self, $how) = @_;
    $self->{open}--;
    $self->{count}{$how}++;
}

# a press for a moment; false when all are running
sub press {
    my ($self, $pages) = @_;
    return 0 if $self->{busy} >= $self->{presses};
    $self->{busy}++;
    $self->{pages} += $pages;
    return 1;
}

sub press_free { my ($self) = @_; $self->{busy}-- }
sub cash       { my ($self, $amount) = @_; $self->{money} += $amount }

sub summary {
    my ($self) = @_;
    return join ', ', "$self->{pages} pages", map { "$_: $self->{count}{$_}" } sort keys %{ $self->{count} };
}

1;
