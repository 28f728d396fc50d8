package Seed::Schema::Result::Seed;
use strict;
use warnings;
use base 'DBIx::Class::Core';

__PACKAGE__->table('seed');
__PACKAGE__->add_columns(qw(id name kind price stock));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->has_many(orders => 'Seed::Schema::Result::Order', 'seed');

sub label { my $self = shift; return sprintf '%s (%s), %.2f', $self->name, $self->kind, $self->price / 100 }

1;
