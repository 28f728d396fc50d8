package Library::Schema::Result::Loan;
use strict;
use warnings;
use base 'DBIx::Class::Core';

__PACKAGE__->table('loan');
__PACKAGE__->add_columns(id => {is_auto_increment => 1}, qw(book_id reader_id day));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->belongs_to(book   => 'Library::Schema::Result::Book',   'book_id');
__PACKAGE__->belongs_to(reader => 'Library::Schema::Result::Reader', 'reader_id');

1;
