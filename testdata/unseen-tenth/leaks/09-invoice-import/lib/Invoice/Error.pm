package Invoice::Error;
use strict;
use warnings;
use Exception::Class (
  'Invoice::Error'         => {fields => ['record']},
  'Invoice::Error::Format' => {isa => 'Invoice::Error', fields => ['column', 'record']},
  'Invoice::Error::Amount' => {isa => 'Invoice::Error', fields => ['record']},
);

Invoice::Error->Trace(1);

1;
