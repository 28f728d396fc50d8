package Ticket::Journal;
use strict;
use warnings;
use IO::File;
use Ticket::Encode;

sub new {
    my ($class, %args) = @_;
    my $handle = IO::File->new($args{path}, '>>') or die "cannot write $args{path}: $!\n";
    $handle->autoflush(1);
    return bless {path => $args{path}, handle => $handle, lines => 0, last => []}, $class;
}

sub write {
    my ($self, $what, $text) = @_;
    my $handle = Ticket::Encode->instance->configure_output($self->{handle});
    my $line   = sprintf '%06d %-8s %s', ++$self->{lines}, $what, $text;
    print {$handle} "$line\n";
    push @{ $self->{last} }, $line;
    shift @{ $self->{last} } while @{ $self->{last} } > 50;
    return;
}

sub lines  { $_[0]{lines} }
sub remove { my $self = shift; close $self->{handle}; unlink $self->{path}; return }

1;
