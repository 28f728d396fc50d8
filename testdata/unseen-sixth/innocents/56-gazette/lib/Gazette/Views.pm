package Gazette::Views;
use Mojo::Base -base, -signatures;
use Mojo::Template;

has cache => sub { {} };

my @LAYOUT = ('column', 'wide', 'photo', 'box', 'list', 'table');

# 12 sections x 6 layouts, compiled when first wanted
sub render ($self, $section, $layout, $args) {
  my $name = "$section/$LAYOUT[$layout]";
  my $mt   = $self->cache->{$name} //= $self->_compile($name, $section, $LAYOUT[$layout]);
  my $text = $mt->process($args);
  die $text if ref $text;
  return $text;
}

sub _compile ($self, $name, $section, $layout) {
  my $mt = Mojo::Template->new(vars => 1, auto_escape => 1, name => $name);
  (my $ns = "Gazette::View::${section}_$layout") =~ s/[^\w:]//g;
  $mt->namespace($ns);
  $mt->parse($self->_source($section, $layout));
  return $mt;
}

sub _source ($self, $section, $layout) {
  my $tag  = $layout eq 'table' ? 'td' : 'p';
  my $body = '';
  for my $block (1 .. 6) {
    $body .= <<"EP";
% if (\@\$articles > $block) {
  <section class="$layout block$block">
    <h2><%= \$articles->[$block]{title} %></h2>
    <$tag><%= \$articles->[$block]{lead} %></$tag>
    % for my \$word (split / /, \$articles->[$block]{lead}) {
      <i><%= ucfirst \$word %></i>
    % }
  </section>
% }
EP
  }
  return qq{<article class="$section">\n<h1><%= \$issue %>: $section</h1>\n$body</article>\n};
}

sub compiled ($self) { scalar keys %{$self->cache} }

1;
