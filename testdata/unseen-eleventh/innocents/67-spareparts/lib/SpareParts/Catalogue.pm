package SpareParts::Catalogue;
use strict;
use warnings;
use XML::LibXML::Reader;

sub new {
    my ($class, $file) = @_;
    my $self = bless { file => $file }, $class;
    return $self->reopen;
}

sub reopen {
    my $self = shift;
    $self->{part}   = {};
    $self->{reader} = XML::LibXML::Reader->new(location => $self->{file}) or die "cannot read $self->{file}";
    return $self;
}

sub load_next {
    my $self = shift;
    my $r    = $self->{reader};
    $r->nextElement('part') > 0 or return 0;
    my $no = $r->getAttribute('no');
    my %p  = (group => $r->getAttribute('group'));
    my $node = $r->copyCurrentNode(1);
    for my $child ($node->childNodes) {
        $p{ $child->nodeName } = $child->textContent;
    }
    $self->{part}{$no} = \%p;
    return 1;
}

sub price {
    my ($self, $no) = @_;
    my $p = $self->{part}{$no} or return;
    return $p->{price};
}

1;
