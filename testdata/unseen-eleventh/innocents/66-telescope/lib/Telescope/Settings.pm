package Telescope::Settings;
use strict;
use warnings;
use base 'Exporter';

use constant { NIGHT_LIST => 3600, ALERT_SIGMA => 5 };

our @EXPORT_OK = qw(NIGHT_LIST ALERT_SIGMA);

1;
