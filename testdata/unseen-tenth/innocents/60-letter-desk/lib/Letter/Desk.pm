package Letter::Desk;
use strict;
use warnings;
use Template;

# Letters of the town hall: one template for each kind and language. The
# output filters are loaded when a letter needs them first.
my %filter_module = (wrap => 'Text::Wrap', money => 'Math::BigFloat', stamp => 'Time::Piece', table => 'Text::Tabs', sum => 'List::Util');
my %loaded;

sub new {
  my ($class, %arg) = @_;
  my $self = bless {%arg, made => 0}, $class;
  $self->{tt} = Template->new(INCLUDE_PATH => $arg{templates}, TRIM => 1) or die Template->error;
  return $self;
}

sub _filter {
  my ($self, $name) = @_;
  return $loaded{$name} //= do {
    my $file = "$filter_module{$name}.pm" =~ s{::}{/}gr;
    require $file;
    $name eq 'wrap'  ? sub { local $Text::Wrap::columns = 60; Text::Wrap::wrap('', '', shift) }
  : $name eq 'money' ? sub { Math::BigFloat->new(shift)->bfround(-2) . ' EUR' }
  : $name eq 'stamp' ? sub { Time::Piece::gmtime(shift)->ymd }
  : $name eq 'sum'   ? sub { List::Util::sum(split /,/, shift) }
  :                    sub { Text::Tabs::expand(shift) };
  };
}

sub letter {
  my ($self, $kind, $lang, %data) = @_;
  my %vars = (%data, signature => $self->{signature});
  for my $f (@{$data{filters} || []}) {
    $vars{$f} = $self->_filter($f);
  }
  my $text = '';
  $self->{tt}->process("$kind.$lang.tt", \%vars, \$text) or die $self->{tt}->error . "\n";
  $self->{made}++;
  return $text;
}

1;
