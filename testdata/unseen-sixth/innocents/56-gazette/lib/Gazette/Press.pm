package Gazette::Press;
use Mojo::Base -base, -signatures;
use Mojo::Util qw(md5_sum);

has 'views';
has pages  => 0;
has bytes  => 0;
has sums   => sub { [] };
has letter => sub { Mojo::Template->new(vars => 1)->parse("Dear <%= \$who %>,\nissue <%= \$no %> is here.\n") };

my @words = qw(mayor bridge concert goal garden price school rain record market train bakery);

sub articles ($self, $n) {
  return [map { {title => ucfirst $words[rand @words], lead => join ' ', map { $words[rand @words] } 1 .. 8} } 1 .. $n];
}

sub print_page ($self, $issue, $section, $layout) {
  my $html = $self->views->render($section, $layout, {issue => $issue, articles => $self->articles(3 + int rand 6)});
  $self->pages($self->pages + 1);
  $self->bytes($self->bytes + length $html);
  # the last pages' sums, against printing one twice
  my $sum = md5_sum(Mojo::Util::encode('UTF-8', $html));
  return if grep { $_ eq $sum } @{$self->sums};
  push @{$self->sums}, $sum;
  shift @{$self->sums} while @{$self->sums} > 40;
}

sub mail ($self, $who, $no) { return length $self->letter->process({who => $who, no => $no}) }

1;
