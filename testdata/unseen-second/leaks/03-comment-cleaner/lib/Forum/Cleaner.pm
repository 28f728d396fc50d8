package Forum::Cleaner;
use Moo;
use HTML::Parser;

# keeps the allowed tags of a comment, drops the rest

has rules   => (is => 'ro', default => sub { {b => [], i => [], p => [], a => ['href'], blockquote => ['cite']} });
has parser  => (is => 'lazy');
has removed => (is => 'rw', default => 0);
has _buffer => (is => 'rw', default => '');
has _skip   => (is => 'rw', default => 0);

my %EMPTY = map { $_ => 1 } qw(script style iframe);

sub _build_parser {
    my ($self) = @_;
    return HTML::Parser->new(
        api_version => 3,
        start_h     => [sub { $self->_start(@_) }, 'tagname, attr'],
        end_h       => [sub { $self->_end(@_) }, 'tagname'],
        text_h      => [sub { $self->_text(@_) }, 'text'],
        comment_h   => [''],
    );
}

sub _start {
    my ($self, $tag, $attr) = @_;
    $self->_skip($self->_skip + 1) if $EMPTY{$tag};
    my $allowed = $self->rules->{$tag};
    return $self->removed($self->removed + 1) unless $allowed;
    my $out = "<$tag";
    for my $name (@$allowed) {
        $out .= qq{ $name="$attr->{$name}"} if defined $attr->{$name};
    }
    return $self->_buffer($self->_buffer . "$out>");
}

sub _end {
    my ($self, $tag) = @_;
    $self->_skip($self->_skip - 1) if $EMPTY{$tag} && $self->_skip;
    return unless $self->rules->{$tag};
    return $self->_buffer($self->_buffer . "</$tag>");
}

sub _text {
    my ($self, $text) = @_;
    return if $self->_skip;
    return $self->_buffer($self->_buffer . $text);
}

sub clean {
    my ($self, $html) = @_;
    $self->_buffer('');
    $self->_skip(0);
    $self->parser->parse($html);
    $self->parser->eof;
    return $self->_buffer;
}

1;
