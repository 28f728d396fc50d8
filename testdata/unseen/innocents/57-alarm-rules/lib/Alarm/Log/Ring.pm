package Alarm::Log::Ring;
use strict;
use warnings;
use parent 'Log::Log4perl::Appender';

my @lines;

sub new { my ($class, %args) = @_; return bless {size => $args{size} || 100}, $class }

sub log {
    my ($self, %args) = @_;
    push @lines, $args{message};
    shift @lines while @lines > $self->{size};
    return;
}

sub lines { return \@lines }

1;
