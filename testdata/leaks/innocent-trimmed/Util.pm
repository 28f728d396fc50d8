package Util;
use strict; use warnings;
use Exporter 'import';
our @EXPORT_OK = ('keep_last');
sub keep_last { my ($list, $n) = @_; splice @$list, 0, @$list - $n if @$list > $n; return }
1;
