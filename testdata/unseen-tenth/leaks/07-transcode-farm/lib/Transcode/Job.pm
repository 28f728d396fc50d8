package Transcode::Job;
use strict;
use warnings;
use Log::Log4perl;
use Transcode::Profiles;

my $count = 0;

sub new {
  my ($class, %arg) = @_;
  my $self = bless {id => ++$count, state => 'queued', frames => 0, %arg}, $class;
  $self->{profile} = Transcode::Profiles->pick($self->{id} * 17);
  # each job under its own category, so that support can follow one alone
  $self->{log} = Log::Log4perl->get_logger("Farm.Job.$self->{id}");
  return $self;
}

sub run {
  my $self = shift;
  my $log = $self->{log};
  $self->{state} = 'running';
  $log->info("start $self->{source} -> @{$self->{profile}{args}}");
  for my $chunk (1 .. $self->{chunks}) {
    $self->{frames} += 48;
    $log->debug("chunk $chunk, $self->{frames} frames") if $log->is_debug;
  }
  if ($self->{source} =~ /broken/) {
    $self->{state} = 'failed';
    $log->error("cannot decode $self->{source}");
    return 0;
  }
  $self->{state} = 'done';
  $log->info("done, $self->{frames} frames");
  return 1;
}

1;
