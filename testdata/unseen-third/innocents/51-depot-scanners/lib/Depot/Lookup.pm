package Depot::Lookup;
use strict;
use warnings;
use Depot::Shrink;

our %ROW;     # code => row
our %USED;    # code => number of the last question for it

sub new { my ($class, $schema) = @_; return bless {schema => $schema, asked => 0, loaded => 0}, $class }

sub article {
    my ($self, $code) = @_;
    my $now = ++$self->{asked};
    $USED{$code} = $now;
    return $ROW{$code}->label if $ROW{$code};
    my $row = $self->{schema}->resultset('Article')->find($code) or return;
    $self->{loaded}++;
    $ROW{$code} = $row;
    Depot::Shrink::least_used(\%USED, [\%ROW, \%USED], most => 300, leave => 240);
    return $row->label;
}

sub text { my $self = shift; return sprintf '%d questions, %d from the database, %d kept', @$self{qw(asked loaded)}, scalar keys %ROW }

1;
