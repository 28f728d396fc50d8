package Patent::Reader;
use strict;
use warnings;
use XML::Twig;

sub new { my ($class, %arg) = @_; return bless {%arg, count => 0}, $class }

sub read {
    my ($self, $fh) = @_;
    my $twig = XML::Twig->new(
        twig_handlers => {patent => sub { $self->record(@_) }},
        keep_spaces   => 0,
    );
    $twig->parse($fh);
    return $self->{count};
}

sub record {
    my ($self, $twig, $elt) = @_;
    my %patent = (
        number    => $elt->att('number'),
        title     => $elt->first_child_text('title'),
        class     => $elt->first_child_text('class'),
        inventors => [map { $_->text . ' (' . $_->att('country') . ')' } $elt->children('inventor')],
        claims    => scalar $elt->first_child('claims')->children('claim'),
    );
    $self->{index}->add(\%patent);
    $self->{on_record}->(++$self->{count});
    return 1;
}

1;
