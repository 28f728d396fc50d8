package App;
use strict;
use warnings;

# A tenant gets a package with a sub for each letter when it is first written to.
# Tenants leave, and new ones come.
my %letter = (welcome => 'Dear %s', invoice => 'You owe %s', reminder => 'You still owe %s');
my %writer;

sub writer {
    my ($tenant) = @_;
    return $writer{$tenant} //= prepare($tenant);
}

sub prepare {
    my ($tenant) = @_;
    my $package = "Writer::$tenant";
    no strict 'refs';
    for my $name (keys %letter) {
        my $text = "$tenant: $letter{$name}";
        *{"${package}::$name"} = sub { sprintf $text, @_ };
    }
    return $package;
}

sub work {
    my (undef, $n) = @_;
    return length writer('T' . int($n / 4))->can('welcome')->("number $n");
}

1;
