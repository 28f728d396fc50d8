package Shop::Schema::Result::Item;
use base 'DBIx::Class::Core';

__PACKAGE__->table('item');
__PACKAGE__->add_columns(id => { is_auto_increment => 1 }, qw(orders article count));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->belongs_to(orders  => 'Shop::Schema::Result::Order');
__PACKAGE__->belongs_to(article => 'Shop::Schema::Result::Article');

1;
