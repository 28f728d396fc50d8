#!/usr/bin/perl
# Prints the subs that PPI finds in the files named on standard input, one a
# line: file, kind, name, first line, last line. A file that PPI cannot read
# gives one line of kind "unread". Lines are physical lines.
use strict;
use warnings;
use PPI;

$| = 1;
while (my $file = <STDIN>) {
    chomp $file;
    my $doc = eval { local $SIG{ALRM} = sub { die "too slow\n" }; alarm 120; my $d = PPI::Document->new($file, readonly => 1); alarm 0; $d };
    alarm 0;
    if (!$doc) {
        print join("\t", $file, 'unread', '', 0, 0), "\n";
        next;
    }
    my (@rows, %line);
    my ($line, @open) = (1);
    # One walk over the tokens counts lines; PPI's own location() is slower
    # and follows # line directives.
    for my $token ($doc->tokens) {
        $line{$token->refaddr} = $line if $token->isa('PPI::Token::Word') || $token->isa('PPI::Token::Structure');
        my $text = $token->content;
        $line += $text =~ tr/\n//;
        if ($token->isa('PPI::Token::HereDoc')) {
            push @open, scalar(@{ [ $token->heredoc ] }) + (defined $token->{_terminator_line} || !$token->{_damaged} ? 1 : 0);
        }
        if (@open && $text =~ /\n/ && !$token->isa('PPI::Token::HereDoc')) {
            $line += $_ for splice @open;
        }
    }
    my $add = sub {
        my ($kind, $name, $word, $block) = @_;
        my $end = $block->finish;
        push @rows, [$line{$word->refaddr}, join "\t", $file, $kind, $name, $line{$word->refaddr}, $end ? $line{$end->refaddr} : $line];
    };
    for my $sub (@{ $doc->find('PPI::Statement::Sub') || [] }) {
        my $block = $sub->block or next;
        my $word = $sub->schild(0);
        my $kind = $sub->isa('PPI::Statement::Scheduled') ? 'phaser' : 'named';
        $add->($kind, $sub->name, $word, $block);
    }
    for my $word (@{ $doc->find(sub { $_[1]->isa('PPI::Token::Word') && $_[1]->content eq 'sub' }) || [] }) {
        next if $word->parent->isa('PPI::Statement::Sub');
        my $next = $word->snext_sibling;
        # prototype, signature and attributes
        while ($next && !$next->isa('PPI::Structure::Block')) {
            last unless $next->isa('PPI::Token::Prototype') || $next->isa('PPI::Token::Attribute')
                || $next->isa('PPI::Structure::List') || $next->isa('PPI::Structure::Signature')
                || ($next->isa('PPI::Token::Operator') && $next->content eq ':');
            $next = $next->snext_sibling;
        }
        $add->('anonymous', '', $word, $next) if $next && $next->isa('PPI::Structure::Block');
    }
    print "$_->[1]\n" for sort { $a->[0] <=> $b->[0] } @rows;
    print join("\t", $file, 'end', '', $line, 0), "\n";
}
