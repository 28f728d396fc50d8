package Tender::Notice;
use strict;
use warnings;
use XML::LibXML;
use XML::LibXML::XPathContext;

my %RATE   = (EUR => 1, DKK => 0.134);
my $parser = XML::LibXML->new(no_blanks => 1);

sub new {
    my ($class, $xml) = @_;
    my $doc  = $parser->load_xml(string => $xml);
    my $self = bless { doc => $doc, euro => {}, asked => 0 }, $class;
    $self->{xpath} = XML::LibXML::XPathContext->new($doc);
    $self->{xpath}->registerFunction(euro => sub { $self->euro(@_) });
    return $self;
}

# value of a lot in euro, for the expressions
sub euro {
    my ($self, $nodes) = @_;
    my $node = $nodes->get_node(1) or return 0;
    $self->{asked}++;
    my $number = $node->parentNode->getAttribute('no');
    return $self->{euro}{$number} //= $node->textContent * ($RATE{ $node->getAttribute('currency') } || 1);
}

sub id { return $_[0]{doc}->documentElement->getAttribute('id') }

sub hits {
    my ($self, $profile) = @_;
    return map { { profile => $profile->name, title => $_->findvalue('title') } } $self->{xpath}->findnodes($profile->expression);
}

1;
