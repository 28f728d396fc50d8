package Depot::Schema::Article;
use strict;
use warnings;
use parent 'DBIx::Class::Core';

__PACKAGE__->table('article');
__PACKAGE__->add_columns(qw(code name shelf stock));
__PACKAGE__->set_primary_key('code');

sub label { my $self = shift; return join ' / ', $self->code, $self->name, $self->shelf }

1;
