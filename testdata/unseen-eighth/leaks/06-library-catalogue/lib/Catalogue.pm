package Catalogue;
use Moose;
use namespace::autoclean;
use Catalyst::Runtime 5.80;
extends 'Catalyst';

our $VERSION = '0.3';

__PACKAGE__->config(
    name                                        => 'Catalogue',
    disable_component_resolution_regex_fallback => 1,
    enable_catalyst_header                      => 0,
    encoding                                    => 'UTF-8',
    books                                       => 120,
);

__PACKAGE__->log(Catalyst::Log->new('error', 'fatal'));
__PACKAGE__->setup;
__PACKAGE__->meta->make_immutable;

1;
