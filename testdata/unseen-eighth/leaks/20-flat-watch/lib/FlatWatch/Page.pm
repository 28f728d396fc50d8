package FlatWatch::Page;
use strict;
use warnings;
use HTML::Element -noweak;    # elements are handed on without their tree here and there
use HTML::TreeBuilder;

sub new {
    my ($class, %arg) = @_;
    return bless { html => $arg{html} }, $class;
}

# The offer on the page, or nothing if it has no price to go by.
sub offer {
    my ($self) = @_;
    my $tree = HTML::TreeBuilder->new_from_content($self->{html});

    my $title = $tree->look_down(_tag => 'h1', class => 'title');
    my $price = $tree->look_down(_tag => 'p', class => 'price');
    return unless $price && $price->as_text =~ /(\d+)/;
    my $rent = $1;

    my %fact;
    for my $li ($tree->look_down(_tag => 'li')) {
        my ($name, $value) = split /:\s*/, $li->as_text;
        $fact{$name} = $value // 1;
    }
    my %offer = (title => $title->as_text, rent => $rent, rooms => $fact{rooms} || 1);
    $tree->delete;
    return \%offer;
}

1;
