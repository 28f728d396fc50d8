package Scan::Archive;
use strict;
use warnings;

sub new { my ($class, %arg) = @_; return bless { recent => [], keep => $arg{recent}, stored => 0, refused => 0, by_ward => {} }, $class }

# some scans are refused because of their checksum
sub check { my ($self, $scan) = @_; return $scan->{sum} % 5 != 0 }

sub store {
    my ($self, $scan) = @_;
    $self->{stored}++;
    my $ward = $self->{by_ward}{ $scan->{ward} } ||= { scans => 0, bytes => 0 };
    $ward->{scans}++;
    $ward->{bytes} += length $_ for @{ $scan->{tiles} };
    push @{ $self->{recent} }, $scan;
    shift @{ $self->{recent} } while @{ $self->{recent} } > $self->{keep};
    return;
}

sub refuse { my ($self, $scan) = @_; $self->{refused}++; return }

sub text { my $self = shift; return sprintf '%d stored, %d refused, %d wards', @$self{qw(stored refused)}, scalar keys %{ $self->{by_ward} } }

1;
