package Orders::Error;
use strict;
use warnings;
use overload '""' => sub { $_[0]{message} }, bool => sub {1}, fallback => 1;

# An exception with the arguments of all callers, so that one can see what
# the code was working on.
sub throw {
    my ($class, $message) = @_;
    my @stack;
    for (my $level = 1; ; $level++) {
        my @frame = do {

            package DB;
            caller $level;
        };
        last unless @frame;
        push @stack, { sub => $frame[3], file => $frame[1], line => $frame[2], args => [@DB::args] };
        last if @stack >= 6;
    }
    die bless { message => $message, stack => \@stack, at => time }, $class;
}

sub message { return $_[0]{message} }
sub stack   { return @{ $_[0]{stack} } }

1;
