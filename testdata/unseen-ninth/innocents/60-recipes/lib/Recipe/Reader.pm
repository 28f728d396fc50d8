package Recipe::Reader;
use strict;
use warnings;
use HTML::TreeBuilder;

# Reads title, ingredients and steps from the page of a cooking magazine.

sub new { my ($class) = @_; return bless { read => 0, failed => 0 }, $class }

sub read_page {
    my ($self, $html) = @_;
    my $tree   = HTML::TreeBuilder->new_from_content($html);
    my $recipe = eval { $self->_extract($tree) };
    $tree->delete;
    if (!$recipe) { $self->{failed}++; return }
    $self->{read}++;
    return $recipe;
}

sub _extract {
    my ($self, $tree) = @_;
    my $title = $tree->look_down(_tag => 'h1') or die "no title\n";
    my @ingredients = map {
        my ($amount, $what) = $_->as_text =~ /^([\d.]+\s*\w+)\s+(.+)$/;
        { amount => $amount, what => $what };
    } $tree->look_down(_tag => 'li', class => 'ingredient');
    my @steps = map { $_->as_text } $tree->look_down(_tag => 'p', class => 'step');
    return { title => $title->as_text, ingredients => \@ingredients, steps => \@steps };
}

1;
