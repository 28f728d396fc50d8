package Price::Reader;
use strict;
use warnings;
use HTML::TreeBuilder;
use Price::Shop;

sub new {
  my ($class, %arg) = @_;
  return bless {best => {}, seen => 0, links => [], %arg}, $class;
}

# Read one page; returns how many prices fell.
sub read_page {
  my ($self, $n) = @_;
  my $tree = HTML::TreeBuilder->new_from_content(Price::Shop->page($n));
  my $fell = 0;
  for my $row ($tree->look_down(_tag => 'tr', class => 'item')) {
    my $name  = $row->look_down(class => 'name')->as_text;
    my $price = $row->look_down(class => 'price')->as_text;
    $self->{seen}++;
    my $best = $self->{best}{$name};
    if (!$best or $price < $best->{price}) {
      $fell++ if $best;
      $self->{best}{$name} = {price => $price, shop => $n};
    }
  }
  $self->_check_links($tree);
  $tree->delete;
  return $fell;
}

# The page with its sections, each knowing its page, for the link checker.
sub _check_links {
  my ($self, $tree) = @_;
  my $page = {title => $tree->look_down(_tag => 'title')->as_text, sections => []};
  for my $tag (qw(div table p)) {
    my ($el) = $tree->look_down(_tag => $tag) or next;
    push @{$page->{sections}}, {page => $page, tag => $tag, links => [map { $_->[0] } @{$el->extract_links('a')}]};
  }
  $self->{links} = [map { my $s = $_; map {"$s->{page}{title}: $_"} @{$s->{links}} } @{$page->{sections}}];
  @{$page->{sections}} = ();
  return;
}

1;
