package Backup::LogBuffer;
use strict;
use warnings;

sub new { my ($class, $title) = @_; return bless { title => $title, lines => [] }, $class }
sub add { my ($self, $line) = @_; push @{ $self->{lines} }, $line; return }
sub count { return scalar @{ $_[0]{lines} } }

package Backup::LogAdapter;
use parent 'Log::Any::Adapter::Base';
use Log::Any::Adapter::Util ();

$INC{'Backup/LogAdapter.pm'} = __FILE__;

for my $method (Log::Any::Adapter::Util::logging_methods()) {
    no strict 'refs';
    *$method = sub { my ($self, $text) = @_; $self->{buffer}->add("$method: $text") if $method ne 'debug' };
}
for my $method (Log::Any::Adapter::Util::detection_methods()) {
    no strict 'refs';
    *$method = sub { $method ne 'is_debug' };
}

1;
