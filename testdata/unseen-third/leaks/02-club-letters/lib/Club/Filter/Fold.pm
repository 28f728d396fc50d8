package Club::Filter::Fold;
use strict;
use warnings;
use parent 'Template::Plugin::Filter';
use Text::Wrap ();

sub init {
    my ($self, $config) = @_;
    $self->{width} = $config->{width} || 60;
    $self->install_filter($config->{name} || 'fold');
    return $self;
}

sub filter {
    my ($self, $text) = @_;
    local $Text::Wrap::columns = $self->{width};
    return Text::Wrap::wrap('', '', $text);
}

1;
