package Backup::Job;
use strict;
use warnings;
use Log::Any ();
use Log::Any::Adapter;
use Backup::LogBuffer;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg}, $class;
    # each job has its own log, which is sent with the report
    $self->{buffer} = Backup::LogBuffer->new("$self->{host}, night $self->{night}");
    Log::Any::Adapter->set({ category => "backup.$self->{host}" }, '+Backup::LogAdapter', buffer => $self->{buffer});
    $self->{log} = Log::Any->get_logger(category => "backup.$self->{host}");
    return $self;
}

sub run {
    my ($self) = @_;
    my ($new, $bytes) = (0, 0);
    for my $file (map { sprintf '/srv/data/%02d', $_ } 1 .. 20) {
        my $stamp = int rand 4;
        if (($self->{known}{$file} // -1) != $stamp) {
            $self->{known}{$file} = $stamp;
            $new++;
            $bytes += 1000 + int rand 9000;
            $self->{log}->info("$file has changed");
        }
        else { $self->{log}->debug("$file is unchanged") }
    }
    $self->{log}->notice("$new files, $bytes bytes");
    return { night => $self->{night}, new => $new, bytes => $bytes, lines => $self->{buffer}->count };
}

1;
