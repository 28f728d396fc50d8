package Invoice::Reader;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use XML::LibXML;
use XML::LibXML::XPathContext;
use XML::Twig;

sub new {
    my ($class, %args) = @_;
    my $self = bless {
        book   => $args{book},
        parser => XML::LibXML->new,
        xpath  => { map { $_ => XML::LibXML::XPathExpression->new($_) } qw(//invoice ./line) },
        errors => [],
    }, $class;
    weaken(my $weak = $self);
    $self->{twig} = XML::Twig->new(twig_handlers => {invoice => sub { $weak->from_twig(@_) }});
    return $self;
}

sub read {
    my ($self, $kind, $xml) = @_;
    return $kind eq 'dom' ? $self->dom($xml) : $self->stream($xml);
}

sub dom {
    my ($self, $xml) = @_;
    my $document = $self->{parser}->load_xml(string => $xml);
    for my $node ($document->findnodes($self->{xpath}{'//invoice'})) {
        my @lines = map { {article => $_->getAttribute('article'), pieces => $_->findvalue('pieces'), cents => $_->findvalue('cents')} }
            $node->findnodes($self->{xpath}{'./line'});
        $self->{book}->enter($node->getAttribute('number'), $node->getAttribute('supplier'), \@lines);
    }
    return;
}

sub stream {
    my ($self, $xml) = @_;
    $self->{twig}->parse($xml);
    $self->{twig}->purge;
    return;
}

sub from_twig {
    my ($self, $twig, $element) = @_;
    my @lines = map { {article => $_->att('article'), pieces => $_->field('pieces'), cents => $_->field('cents')} } $element->children('line');
    $self->{book}->enter($element->att('number'), $element->att('supplier'), \@lines);
    $twig->purge;
    return;
}

1;
