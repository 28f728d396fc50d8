package Bakery::Logbook;
use strict;
use warnings;

# The current page is kept as entries, the last few pages as text; older ones
# go to the archive (which the test run does without).
sub new {
    my ($class, %arg) = @_;
    return bless { %arg, current => [], older => [], page_no => 1, alarms => 0 }, $class;
}

sub page_no { $_[0]{page_no} }
sub alarms  { $_[0]{alarms} }

sub write {
    my ($self, $entry) = @_;
    push @{ $self->{current} }, $entry;
    $self->{alarms}++ if $entry->{alarm};
    $self->_turn if @{ $self->{current} } >= $self->{page};
    return;
}

sub _turn {
    my ($self) = @_;
    my @page = splice @{ $self->{current} };
    my $text = join "\n", map { "$_->{tick} oven $_->{oven} $_->{temp}" . ($_->{alarm} ? ' !' : '') } @page;
    push @{ $self->{older} }, { no => $self->{page_no}++, text => $text };
    shift @{ $self->{older} } while @{ $self->{older} } > $self->{pages_kept};
    return;
}

sub last_page {
    my ($self) = @_;
    return @{ $self->{older} } ? $self->{older}[-1]{text} : '';
}

1;
