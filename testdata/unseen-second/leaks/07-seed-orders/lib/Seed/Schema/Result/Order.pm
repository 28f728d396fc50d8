package Seed::Schema::Result::Order;
use strict;
use warnings;
use base 'DBIx::Class::Core';

__PACKAGE__->table('orders');
__PACKAGE__->add_columns(id => {is_auto_increment => 1}, qw(seed customer bags));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->belongs_to(seed => 'Seed::Schema::Result::Seed');

1;
