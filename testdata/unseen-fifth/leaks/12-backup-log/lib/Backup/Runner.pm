package Backup::Runner;
use strict;
use warnings;
use Backup::Job;

sub new {
    my ($class, %arg) = @_;
    return bless { hosts => $arg{hosts}, results => {}, nights => 0, files => {} }, $class;
}

sub night {
    my ($self) = @_;
    $self->{nights}++;
    for my $host (@{ $self->{hosts} }) {
        my $job = Backup::Job->new(host => $host, night => $self->{nights}, known => $self->{files}{$host} ||= {});
        my $result = $job->run;
        my $past   = $self->{results}{$host} ||= [];
        push @$past, $result;
        shift @$past if @$past > 14;    # two weeks
    }
    return;
}

sub summary {
    my ($self) = @_;
    my $results = 0;
    $results += @$_ for values %{ $self->{results} };
    return "$self->{nights} nights, $results results kept";
}

1;
