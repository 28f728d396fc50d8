package BoxOffice;
use Moose;
use namespace::autoclean;
use Catalyst;
extends 'Catalyst';

__PACKAGE__->config(
    name => 'BoxOffice',
    disable_component_resolution_regex_fallback => 1,
    'Model::Holds' => { slots => 512 },
);
__PACKAGE__->log(Catalyst::Log->new('fatal'));
__PACKAGE__->setup;
__PACKAGE__->meta->make_immutable(replace_constructor => 1);
1;
