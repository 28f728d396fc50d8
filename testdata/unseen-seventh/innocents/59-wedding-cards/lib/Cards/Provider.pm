package Cards::Provider;
use strict;
use warnings;
use parent 'Template::Provider';

sub _init {
    my ($self, $params) = @_;
    $self->SUPER::_init($params);
    $self->{designs} = $params->{designs};
    $self->{ready}   = {};
    return $self;
}

sub fetch {
    my ($self, $name) = @_;
    return (undef, Template::Constants::STATUS_DECLINED()) if ref $name || $name !~ /^design-(\d+)$/;
    if (my $ready = $self->{ready}{$name}) {
        return ($ready, Template::Constants::STATUS_OK());
    }
    my $source = $self->{designs}->source($1);
    return ("no such design: $name", Template::Constants::STATUS_ERROR()) unless defined $source;
    my ($compiled, $error) = $self->_compile({name => $name, text => $source, time => 0, load => 0});
    return ($compiled, $error) if $error;
    $self->{ready}{$name} = $compiled->{data};
    return ($compiled->{data}, Template::Constants::STATUS_OK());
}

1;
