package Library::Schema::Result::Book;
use strict;
use warnings;
use base 'DBIx::Class::Core';

__PACKAGE__->table('book');
__PACKAGE__->add_columns(id => {is_auto_increment => 1}, 'title', 'author');
__PACKAGE__->set_primary_key('id');
__PACKAGE__->has_many(loans => 'Library::Schema::Result::Loan', 'book_id');

1;
