package Units;
use strict;
use warnings;
use Carp qw(croak);
use Units::Table;

our $AUTOLOAD;

sub known { return Units::Table::kinds() }

sub AUTOLOAD {
    my ($name) = $AUTOLOAD =~ /::(\w+)$/;
    return if $name eq 'DESTROY';
    my ($from, $to, $digits) = $name =~ /^([a-z0-9]+)_to_([a-z0-9]+)_([0-4])$/ or croak "no method $name";
    my $factor = Units::Table::factor($from, $to) or croak "cannot convert $from to $to";

    my $code = eval sprintf q{
        sub {
            my ($class, $value) = @_;
            return 0 unless $value;
            my $sign = $value < 0 ? -1 : 1;
            return $sign * int(abs($value) * %s * 1e%d + 0.5) / 1e%d;
        }
    }, $factor, $digits, $digits or die $@;

    no strict 'refs';
    *$name = $code;
    goto &$code;
}

1;
