package Floor::Plan;
use Moo;
use XML::LibXML;

has rooms => (is => 'ro', default => 4);
has doc   => (is => 'lazy');

my $serial = 0;

sub _build_doc {
    my ($self) = @_;
    my $doc  = XML::LibXML::Document->new('1.0', 'UTF-8');
    my $root = $doc->createElement('floor');
    $doc->setDocumentElement($root);
    for my $no (1 .. $self->rooms) {
        my $room = $doc->createElement('room');
        $room->setAttribute(no => $no);
        $root->appendChild($room);
    }
    return $doc;
}

sub room {
    my ($self, $no) = @_;
    my ($room) = $self->doc->findnodes("/floor/room[\@no='$no']");
    return $room;
}

sub first_thing { my ($self, $no) = @_; my ($t) = $self->room($no)->findnodes('*'); return $t }

sub make {
    my ($self, $kind) = @_;
    my $e = $self->doc->createElement($kind);
    $e->setAttribute(id => ++$serial);
    $e->setAttribute(angle => 90 * int rand 4);
    return $e;
}

sub count { return scalar(() = $_[0]->doc->findnodes('/floor/room/*')) }

1;
