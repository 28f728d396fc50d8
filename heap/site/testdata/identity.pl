# Says of Perl texts which subs they have, by PPI.
#
# Reads names of files, a line each. Answers each with a line for each sub and
# an empty line. A line has, between tabs: the offset in bytes of the word that
# begins it, the offset behind the brace that opens its body, the offset of the
# one that closes it, the name with its package ("" for an anonymous one), how
# many tokens its body has, what is in it (a digest of its tokens), and where it
# is (a digest of what stands before it in its statement and in those around).
# The block of a function that is not perl's own (`first {`) is listed too.
use strict;
use warnings;
use Digest::MD5 qw(md5_hex);
use PPI;

my %builtin = map { $_ => 1 } qw(map grep sort do eval if unless elsif else while until for foreach
    given when default continue sub package BEGIN END INIT CHECK UNITCHECK return and or not xor x
    method class field ADJUST print printf say);

$| = 1;
while (my $path = <STDIN>) {
    chomp $path;
    print "$_\n" for subs($path);
    print "\n";
}

sub subs {
    my ($path) = @_;
    open my $fh, '<:raw', $path or return;
    my $text = do { local $/; <$fh> };
    my $doc = PPI::Document->new(\$text) or return;
    $doc->index_locations;
    my @lines = (0);
    push @lines, pos $text while $text =~ /\x0d{1,2}\x0a|\x0d|\x0a/g;
    my $offset = sub { my $at = $_[0]->location; $lines[ $at->[0] - 1 ] + $at->[1] - 1 };

    my @found;
    for my $block (@{ $doc->find('PPI::Structure::Block') || [] }) {
        next unless $block->finish;
        my ($head, $name) = head($block) or next;
        my @tokens = map { $_->isa('PPI::Token::HereDoc') ? ($_->content, $_->heredoc) : $_->content } grep { $_->significant } $block->tokens;
        push @found, join "\t", $offset->($head), $offset->($block->start) + 1, $offset->($block->finish), $name, scalar @tokens, md5_hex(join "\0", @tokens), md5_hex(context($head));
    }
    return @found;
}

# head gives the first token of the sub that a block is the body of, and its name.
sub head {
    my ($block) = @_;
    my $in = $block->parent;
    if ($in->isa('PPI::Statement::Sub') && !$in->isa('PPI::Statement::Scheduled')) {
        my $name = $in->name or return;
        return ($in->first_token, $name =~ /::|'/ ? $name : package_of($in) . "::$name");
    }
    my $before = $block->sprevious_sibling;
    while ($before && !($before->isa('PPI::Token::Word') && $before eq 'sub')) {
        last unless $before->isa('PPI::Token::Prototype') || $before->isa('PPI::Token::Attribute') || $before->isa('PPI::Token::Operator') && $before eq ':' || $before->isa('PPI::Structure::Signature');
        $before = $before->sprevious_sibling;
    }
    return ($before, '') if $before && $before->isa('PPI::Token::Word') && $before eq 'sub';
    $before = $block->sprevious_sibling;
    return unless $before && $before->isa('PPI::Token::Word') && !$builtin{$before} && !$in->isa('PPI::Statement::Compound') && !$in->isa('PPI::Statement::Package');
    my $other = $before->sprevious_sibling;
    return if $other && ($other->isa('PPI::Token::Word') && $before !~ /^(?:try|catch|finally)\z/ && $other !~ /^(?:return|and|or|not)\z/ || $other eq '->');
    return ($before, '');
}

# context says where a token is: what stands before it, up to a few tokens, at
# each level of brackets to the named sub around it.
sub context {
    my ($at) = @_;
    my @levels;
    while ($at && !$at->isa('PPI::Document')) {
        if ($at->isa('PPI::Token') || $at->isa('PPI::Structure')) {
            my @before;
            for (my $b = $at->sprevious_sibling; $b; $b = $b->sprevious_sibling) {
                unshift @before, $b->isa('PPI::Structure') ? $b->start . '...' : $b->content;
                last if @before > 3 && $b eq ',';
            }
            unshift @levels, join ' ', @before;
        }
        if ($at->isa('PPI::Statement::Sub')) {
            my $name = $at->name;
            unshift @levels, $name =~ /::/ ? $name : package_of($at) . "::$name";
            last;
        }
        $at = $at->parent;
    }
    return join "\0", @levels;
}

sub package_of {
    my ($at) = @_;
    while ($at && !$at->isa('PPI::Document')) {
        for (my $b = $at->sprevious_sibling; $b; $b = $b->sprevious_sibling) {
            return $b->namespace if $b->isa('PPI::Statement::Package') && !grep { $_->isa('PPI::Structure::Block') } $b->schildren;
        }
        $at = $at->parent;
        return $at->namespace if $at && $at->isa('PPI::Statement::Package');
    }
    return 'main';
}
