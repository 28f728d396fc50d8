package Comments::Scrubber;
use Moo;
use HTML::Parser;

has allow   => (is => 'ro', default => sub { [] });
has _allow  => (is => 'lazy');
has parser  => (is => 'lazy');
has _out    => (is => 'rw', default => '');
has _refuse => (is => 'ro', default => sub { {} });
has _skip   => (is => 'rw', default => 0);

sub _build__allow { return { map { $_ => 1 } @{ shift->allow } } }

sub _build_parser {
    my $self = shift;
    return HTML::Parser->new(
        api_version => 3,
        start_h => [sub { $self->_start(@_) }, 'tagname'],
        end_h   => [sub { $self->_end(@_) },   'tagname'],
        text_h  => [sub { $self->_text(@_) },  'text'],
    );
}

sub _start {
    my ($self, $tag) = @_;
    if ($tag eq 'script') { $self->_skip(1) }
    if ($self->_allow->{$tag}) { $self->_out($self->_out . "<$tag>") }
    else                       { $self->_refuse->{$tag}++ }
}

sub _end {
    my ($self, $tag) = @_;
    if ($tag eq 'script') { $self->_skip(0) }
    $self->_out($self->_out . "</$tag>") if $self->_allow->{$tag};
}

sub _text {
    my ($self, $text) = @_;
    $self->_out($self->_out . $text) unless $self->_skip;
}

sub scrub {
    my ($self, $html) = @_;
    $self->_out('');
    $self->parser->parse($html);
    $self->parser->eof;
    return $self->_out;
}

sub refused { return sort keys %{ $_[0]->_refuse } }

1;
