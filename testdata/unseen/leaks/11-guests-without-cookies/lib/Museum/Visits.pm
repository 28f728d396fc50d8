package Museum::Visits;
use strict;
use warnings;

# what was looked at most often in the last N hits

sub new {
    my ($class, %args) = @_;
    return bless {window => $args{window}, queue => [], count => {}}, $class;
}

sub hit {
    my ($self, $path) = @_;
    push @{ $self->{queue} }, $path;
    $self->{count}{$path}++;
    while (@{ $self->{queue} } > $self->{window}) {
        my $old = shift @{ $self->{queue} };
        delete $self->{count}{$old} unless --$self->{count}{$old};
    }
    return;
}

sub top {
    my ($self, $n) = @_;
    my $count = $self->{count};
    my @paths = sort { $count->{$b} <=> $count->{$a} || $a cmp $b } keys %$count;
    return @paths > $n ? @paths[0 .. $n - 1] : @paths;
}

1;
