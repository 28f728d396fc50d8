package Sheet::Combine;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(token either between chain later);

# Parsers are subs: they get a reference to the text, advance its position,
# and return a value, or undef where they do not match.

sub token {
    my ($re, $make) = @_;
    return sub { my $text = shift; return $$text =~ /\G\s*($re)/gc ? $make ? $make->($1) : $1 : undef };
}

sub either {
    my @parsers = @_;
    return sub {
        my $text = shift;
        for my $parser (@parsers) {
            my $pos   = pos $$text;
            my $value = $parser->($text);
            return $value if defined $value;
            pos($$text) = $pos;
        }
        return;
    };
}

sub between {
    my ($open, $inner, $close) = @_;
    return sub {
        my $text = shift;
        defined $open->($text) or return;
        my $value = $inner->($text);
        return defined $close->($text) ? $value : undef;
    };
}

# item (operator item)*
sub chain {
    my ($item, $operator, $apply) = @_;
    return sub {
        my $text  = shift;
        my $value = $item->($text);
        return unless defined $value;
        while (defined(my $op = $operator->($text))) {
            my $right = $item->($text);
            return unless defined $right;
            $value = $apply->($op, $value, $right);
        }
        return $value;
    };
}

# for grammars that are recursive
sub later { my $ref = shift; return sub { $$ref->(@_) } }

1;
