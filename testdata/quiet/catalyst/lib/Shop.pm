package Shop;
use Moose;
use namespace::autoclean;
extends 'Catalyst';

our $VERSION = '1';

__PACKAGE__->config(
    name                                   => 'Shop',
    disable_component_resolution_regex_fallback => 1,
    encoding                               => 'UTF-8',
    default_view                           => 'HTML',
);
__PACKAGE__->log(Catalyst::Log->new('fatal'));
__PACKAGE__->setup;

1;
