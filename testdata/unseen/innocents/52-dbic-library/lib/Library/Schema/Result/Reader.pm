package Library::Schema::Result::Reader;
use strict;
use warnings;
use base 'DBIx::Class::Core';

__PACKAGE__->table('reader');
__PACKAGE__->add_columns(id => {is_auto_increment => 1}, 'name');
__PACKAGE__->set_primary_key('id');
__PACKAGE__->has_many(loans => 'Library::Schema::Result::Loan', 'reader_id');

1;
