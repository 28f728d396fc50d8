package Jobs::Page;
use strict;
use warnings;
# The parts of a page are handed around without their root, so the old
# behaviour of HTML::Element is wanted here.
use HTML::TreeBuilder 5 -noweak;

sub parse {
    my ($class, $html) = @_;
    my $tree = HTML::TreeBuilder->new;
    $tree->ignore_unknown(0);
    $tree->parse($html);
    $tree->eof;
    return bless {tree => $tree}, $class;
}

sub advert {
    my $self = shift;
    return $self->{tree}->look_down(id => 'ad');
}

sub text_of {
    my ($self, $node, @where) = @_;
    my $found = $node->look_down(@where) or return '';
    return $found->as_trimmed_text;
}

sub table {
    my ($self, $node) = @_;
    my %row;
    for my $tr ($node->look_down(_tag => 'tr')) {
        my ($th, $td) = $tr->content_list;
        $row{ $th->as_trimmed_text } = $td->as_trimmed_text;
    }
    return \%row;
}

sub done { my $self = shift; delete($self->{tree})->delete; return }

1;
