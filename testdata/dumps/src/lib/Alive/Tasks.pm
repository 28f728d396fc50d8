package Alive::Tasks;
use strict;
use warnings;

# All closures share $state, and each has a $name of its own.
sub make {
    my ($state, @names) = @_;
    my @made;
    for my $name (@names) {
        my $label = "<$name>";
        push @made, sub {
            $state->{n}++;
            return $label;
        };
    }
    return @made;
}

sub compile {
    my ($n) = @_;
    my $factor = $n * 10;
    return eval q{
        sub { return $factor * $_[0] }
    };
}

sub define {
    my ($n) = @_;
    eval "sub generated_$n { return $n } 1" or die $@;
    return;
}

sub either {
    my ($n) = @_;
    return eval q{ sub { $n + 1 } } if $n % 2;
    return eval q{ sub { $n - 1 } };
}

# As under the debugger, the name of the text says where the eval stands.
sub named {
    my ($n) = @_;
    local $^P = $^P | 0x100;
    return
        eval q{ sub { $n * 2 } };
}

# As a template does it.
sub template {
    my ($n) = @_;
    return eval qq{\n# line 7 "hello.html.tmpl"\n} . q{ sub { $n } };
}

1;
