package Herb::Index;
use strict;
use warnings;
use XML::LibXML;
use Herb::Sheet;

sub new {
    my ($class, %a) = @_;
    return bless { loaded => {}, by => {}, sheets => {}, asked => 0, %a }, $class;
}

sub _load {
    my ($self, $vol) = @_;
    return if $self->{loaded}{$vol}++;
    my $doc = XML::LibXML->load_xml(string => $self->{volumes}->xml($vol));
    for my $node ($doc->findnodes('/volume/sheet')) {
        my $sheet = Herb::Sheet->new($vol, $node);
        push @{ $self->{sheets}{$vol} }, $sheet;
        push @{ $self->{by}{genus}{ $sheet->genus }{$vol} }, $sheet;
        push @{ $self->{by}{place}{ $sheet->place }{$vol} }, $sheet;
    }
}

sub find {
    my ($self, $vol, $what, $value) = @_;
    $self->_load($vol);
    $self->{asked}++;
    my $of = $self->{by}{$what}{$value} or return 0;
    return scalar @{ $of->{$vol} || [] };
}

sub label {
    my ($self, $vol, $no) = @_;
    $self->_load($vol);
    my $sheet = $self->{sheets}{$vol}[$no] or return '';
    return $sheet->label;
}

sub summary {
    my ($self) = @_;
    my $n = 0;
    $n += @$_ for values %{ $self->{sheets} };
    return sprintf '%d volumes read, %d sheets, asked %d times', scalar keys %{ $self->{loaded} }, $n, $self->{asked};
}

1;
