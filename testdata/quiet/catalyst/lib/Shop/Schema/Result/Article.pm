package Shop::Schema::Result::Article;
use base 'DBIx::Class::Core';

__PACKAGE__->table('article');
__PACKAGE__->add_columns(qw(id name price stock));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->has_many(items => 'Shop::Schema::Result::Item', 'article');

1;
