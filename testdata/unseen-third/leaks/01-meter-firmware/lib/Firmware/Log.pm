package Firmware::Log;
use strict;
use warnings;
use parent 'Log::Any::Adapter::Base';
use Log::Any::Adapter::Util qw(logging_methods detection_methods numeric_level);

my @lines;    # the last lines, for the status page

sub init {
    my $self = shift;
    $self->{number} = numeric_level($self->{level} || 'info');
}

for my $method (logging_methods()) {
    my $number = numeric_level($method);
    no strict 'refs';
    *{$method} = sub {
        my ($self, $text) = @_;
        return if $number > $self->{number};
        push @lines, "[$method] $self->{category}: $text";
        shift @lines if @lines > 200;
    };
}

for my $method (detection_methods()) {
    (my $level = $method) =~ s/^is_//;
    my $number = numeric_level($level);
    no strict 'refs';
    *{$method} = sub { $number <= $_[0]{number} };
}

sub lines {@lines}

1;
