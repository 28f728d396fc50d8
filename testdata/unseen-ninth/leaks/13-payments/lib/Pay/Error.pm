package Pay::Error;
use strict;
use warnings;
use Exception::Class (
    'Pay::Error'           => { fields => ['bank'] },
    'Pay::Error::Declined' => { isa => 'Pay::Error', fields => ['code'] },
    'Pay::Error::Timeout'  => { isa => 'Pay::Error' },
);

1;
