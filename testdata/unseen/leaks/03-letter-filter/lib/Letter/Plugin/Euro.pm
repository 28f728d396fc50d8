package Letter::Plugin::Euro;
use strict;
use warnings;
use parent 'Template::Plugin::Filter';

# [% USE Euro %] ... [% cents | euro %]

sub init {
    my $self = shift;
    $self->{_DYNAMIC} = 1;
    $self->install_filter('euro');
    return $self;
}

sub filter {
    my ($self, $text) = @_;
    return sprintf '%.2f EUR', $text / 100;
}

1;
