package Gear::Catalogue;
use strict;
use warnings;
use XML::LibXML;
use Gear::Part;

my $parser = XML::LibXML->new;

sub new {
    my ($class, $xml) = @_;
    my $self = bless { parts => [] }, $class;
    $self->{root} = $self->_part($parser->load_xml(string => $xml)->documentElement);
    return $self;
}

sub _part {
    my ($self, $element, $parent) = @_;
    my $part = Gear::Part->new($element->nodeName, { map { ($_->nodeName => $_->value) } $element->attributes });
    $parent->add($part) if $parent;
    push @{ $self->{parts} }, $part;
    $self->_part($_, $part) for $element->findnodes('*');
    return $part;
}

sub gears { my $self = shift; return grep { $_->name eq 'gear' } @{ $self->{parts} } }

1;
