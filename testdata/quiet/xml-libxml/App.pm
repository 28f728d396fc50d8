package App;

# Orders as XML by XML::LibXML: built, written, parsed, validated, asked by
# XPath, changed, read by SAX and by a pull parser; some are not well-formed. It
# keeps the last twenty as documents.
use strict;
use warnings;
use XML::LibXML;
use XML::LibXML::Reader;
use XML::LibXML::SAX;
use XML::LibXML::XPathContext;
use XML::SAX::Base;

package App::Counter {
    our @ISA = 'XML::SAX::Base';
    sub start_element { $_[0]{seen}{ $_[1]{LocalName} }++ }
}

my $schema = XML::LibXML::RelaxNG->new(string => <<'RNG');
<element name="order" ns="urn:shop" xmlns="http://relaxng.org/ns/structure/1.0">
  <attribute name="id"/><oneOrMore><element name="item"><attribute name="count"/><text/></element></oneOrMore>
</element>
RNG
my $parser = XML::LibXML->new(no_network => 1);
my (@last, %refused, %total);

sub steps { return 60, 600, 600 }

sub work {
    my ($class, $n) = @_;
    my $made = XML::LibXML::Document->new('1.0', 'UTF-8');
    my $root = $made->createElementNS('urn:shop', 'order');
    $made->setDocumentElement($root);
    $root->setAttribute(id => $n);
    for my $i (1 .. 5 + $n % 10) {
        my $item = $root->addNewChild('urn:shop', 'item');
        $item->setAttribute(count => $i);
        $item->appendText("article $i & more");
    }
    $root->addNewChild('urn:shop', 'gift') if $n % 6 == 0;
    my $text = $made->toString($n % 2);
    $text =~ s{</order>}{} if $n % 9 == 0;

    my $order = eval { $parser->parse_string($text) };
    return $refused{ $@ =~ /Premature|tag mismatch/i ? 'torn' : 'other' }++ unless $order;
    eval { $schema->validate($order); 1 } or return $refused{invalid}++;
    my $xpath = XML::LibXML::XPathContext->new($order);
    $xpath->registerNs(s => 'urn:shop');
    $xpath->registerFunction(twice => sub { 2 * $_[0] });
    $total{ $n % 24 } += $xpath->findvalue('twice(sum(//s:item/@count))');
    $_->unbindNode for $xpath->findnodes('//s:item[@count > 8]');
    push @last, { order => $order, first => $order->documentElement->firstChild };
    shift @last while @last > 20;

    XML::LibXML::SAX->new(Handler => App::Counter->new)->parse_string($text);
    my $reader = XML::LibXML::Reader->new(string => $text);
    while ($reader->read) { $reader->getAttribute('count') if $reader->nodeType == XML_READER_TYPE_ELEMENT }
    return;
}

1;
