package Shop::Model::DB;
use Moose;
extends 'Catalyst::Model::DBIC::Schema';

__PACKAGE__->config(schema_class => 'Shop::Schema', connect_info => { dsn => 'dbi:SQLite:dbname=:memory:' });

1;
