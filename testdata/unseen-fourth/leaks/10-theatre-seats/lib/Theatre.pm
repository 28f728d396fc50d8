package Theatre;
use Moose;
use namespace::autoclean;
use Catalyst::Runtime 5.80;
use Catalyst;
extends 'Catalyst';

__PACKAGE__->config(
    name                                        => 'Theatre',
    home                                        => '.',
    disable_component_resolution_regex_fallback => 1,
    enable_catalyst_header                      => 0,
);
__PACKAGE__->log(Catalyst::Log->new('fatal'));
__PACKAGE__->setup;

1;
