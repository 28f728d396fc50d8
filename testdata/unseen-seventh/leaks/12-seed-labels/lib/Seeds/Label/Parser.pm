package Seeds::Label::Parser;
use strict;
use warnings;

sub parse {
    my ($class, $template) = @_;
    my @stack = ([]);
    my @names;
    while ($template =~ /\G(.*?)(?:\{\{\s*([#\/>]?)\s*(\w+)\s*\}\}|\z)/gcs) {
        my ($text, $sigil, $name) = ($1, $2, $3);
        push @{$stack[-1]}, [text => $text] if length $text;
        last unless defined $name;
        if ($sigil eq '#') {
            push @stack, [];
            push @names, $name;
        }
        elsif ($sigil eq '/') {
            my $inner = pop @stack;
            die "section $name is not open\n" unless @names && pop @names eq $name;
            push @{$stack[-1]}, [section => $name, $inner];
        }
        elsif ($sigil eq '>') { push @{$stack[-1]}, [part => $name] }
        else                  { push @{$stack[-1]}, [name => $name] }
    }
    die "section $names[-1] is not closed\n" if @names;
    return $stack[0];
}

1;
