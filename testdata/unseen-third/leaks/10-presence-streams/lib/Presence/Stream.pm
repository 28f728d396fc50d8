package Presence::Stream;
use strict;
use warnings;
use XML::Parser;
use Presence::Stanza;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, depth => 0, user => undef, stanza => undef}, $class;
    my $parser = XML::Parser->new(Handlers => {
        Start => sub { my ($expat, $name, %attr) = @_; $self->start($name, \%attr) },
        End   => sub { my ($expat, $name) = @_; $self->end($name) },
        Char  => sub { my ($expat, $text) = @_; $self->{stanza}->text($text) if $self->{stanza} },
    });
    $self->{expat} = $parser->parse_start;
    return $self;
}

sub add {
    my ($self, $bytes) = @_;
    $self->{expat}->parse_more($bytes);
    if ($self->{complete}) {
        delete($self->{expat})->parse_done;
        $self->{on_end}->();
    }
    return;
}

sub start {
    my ($self, $name, $attr) = @_;
    my $depth = $self->{depth}++;
    if    ($depth == 0) { $self->{user} = $attr->{from} }
    elsif ($depth == 1) { $self->{stanza} = Presence::Stanza->new($name, $attr) }
    return;
}

sub end {
    my ($self, $name) = @_;
    my $depth = --$self->{depth};
    if ($depth == 1) {
        my $stanza = delete $self->{stanza};
        $self->{on_presence}->($self->{user}, $stanza->show) if $name eq 'presence';
    }
    $self->{complete} = 1 if $depth == 0;
    return;
}

1;
