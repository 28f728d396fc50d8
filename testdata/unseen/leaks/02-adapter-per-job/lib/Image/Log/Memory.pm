package Image::Log::Memory;
use strict;
use warnings;
use Log::Any::Adapter::Util qw(make_method logging_methods detection_methods);
use parent 'Log::Any::Adapter::Base';

# keeps the last lines in an array

my %limit;

sub buffer {
    my ($class, $lines) = @_;
    my $buffer = [];
    $limit{$buffer} = $lines;
    return $buffer;
}

for my $method (logging_methods()) {
    make_method($method, sub {
        my ($self, $text) = @_;
        push @{ $self->{buffer} }, "[$method] $self->{prefix}: $text";
        shift @{ $self->{buffer} } while @{ $self->{buffer} } > $limit{ $self->{buffer} };
        return;
    });
}
for my $method (detection_methods()) {
    make_method($method, sub {1});
}

1;
