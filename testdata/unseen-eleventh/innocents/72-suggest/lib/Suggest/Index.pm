package Suggest::Index;
use strict;
use warnings;

my $instance;
sub instance { return $instance ||= bless { phrase => {}, last => {} }, shift }

sub count {
    my ($self, $phrase) = @_;
    my $p = $self->{phrase};
    $p->{$phrase} ||= { uses => 0, words => [split ' ', $phrase] };
    $p->{$phrase}{uses}++;
    $self->_thin_out if keys %$p > 9000;
}

# keep the phrases that are asked most
sub _thin_out {
    my $self = shift;
    my $p    = $self->{phrase};
    my @rank = sort { $p->{$b}{uses} <=> $p->{$a}{uses} || $a cmp $b } keys %$p;
    $self->{phrase} = { map { ($_ => $p->{$_}) } @rank[0 .. 5999] };
}

sub similar {
    my ($self, $phrase) = @_;
    my $me   = $self->{phrase}{$phrase} or return '';
    my $key  = $me->{words}[1];
    my $last = $self->{last}{$key};
    $self->{last}{$key} = $phrase;
    return defined $last && $last ne $phrase ? $last : '';
}

1;
