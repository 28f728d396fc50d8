package Shop::View::HTML;
use Moose;
extends 'Catalyst::View::TT';

__PACKAGE__->config(TEMPLATE_EXTENSION => '.tt', INCLUDE_PATH => [ Shop->path_to('root') ]);

1;
