package Transcode::Job;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);

sub new {
    my ($class, %arg) = @_;
    my $self = bless { %arg, made => 0, failed => 0 }, $class;
    # a category per video, so that support can raise the level for one of them
    $self->{log} = get_logger("Transcode::Job::$self->{id}");
    $self->{log}->info("queued, $self->{seconds} s");
    return $self;
}

sub id         { $_[0]{id} }
sub failed     { $_[0]{failed} }
sub renditions { $_[0]{made} }
sub is_done    { !@{ $_[0]{profiles} } }

sub step {
    my ($self) = @_;
    my $profile = shift @{ $self->{profiles} } or return;
    if ($self->{seconds} < 25 && $profile eq '1080p') {
        $self->{failed} = 1;
        $self->{log}->warn("$profile: source too short");
        return;
    }
    $self->{made}++;
    $self->{log}->info("$profile done");
    return;
}

1;
