package Chunk::Tasks;
use strict;
use warnings;

sub new { my $class = shift; return bless {serial => 0, count => 0, open => {}, longest => [], kind => {}}, $class }

sub next {
    my $self = shift;
    my $id   = ++$self->{serial};
    my $kind = (qw(words letters lines))[ rand 3 ];
    my $task = {id => $id, kind => $kind, text => join ' ', map { 'w' x (1 + rand 9) } 1 .. 20 + rand 60};
    return $self->{open}{$id} = $task;
}

sub finished {
    my ($self, $task, $answer) = @_;
    delete $self->{open}{ $task->{id} } or return;
    $self->{count}++;
    $self->{kind}{ $task->{kind} } += $answer;
    my @longest = sort { $b->[0] <=> $a->[0] } @{ $self->{longest} }, [$answer, $task];
    $#longest = 4 if @longest > 5;
    $self->{longest} = \@longest;
    return;
}

sub count { return $_[0]{count} }
sub text  { my $self = shift; return sprintf '%d tasks done, %d open, best %d', $self->{count}, scalar keys %{ $self->{open} }, $self->{longest}[0][0] }

1;
