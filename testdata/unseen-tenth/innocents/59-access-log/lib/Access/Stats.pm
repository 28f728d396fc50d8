package Access::Stats;
use strict;
use warnings;
use Access::Intern;

sub new { bless {hour => {}, status => {}, agent => {}, tail => []}, shift }

# One line of the combined format.
sub line {
  my ($self, $line) = @_;
  my ($ip, $h, $m, $method, $path, $status, $bytes, $ref, $agent) =
    $line =~ m{^(\S+) - - \[[^:]+:(\d\d):(\d\d)[^\]]*\] "(\w+) (\S+)[^"]*" (\d+) (\d+) "([^"]*)" "([^"]*)"$} or return 0;
  my $minute = $self->{hour}{$h + 0}{$m + 0} ||= {hits => 0, bytes => 0, status => {}};
  $minute->{hits}++;
  $minute->{bytes} += $bytes;
  $minute->{status}{$status}++;
  $self->{status}{$status}++;
  my $a = Access::Intern->intern($agent);
  my $r = Access::Intern->intern($ref);
  $self->{agent}{$$a}{hits}++;
  $self->{agent}{$$a}{refs}{$$r}++;
  push @{$self->{tail}}, {ip => $ip, path => $path, status => $status, agent => $a, ref => $r};
  splice @{$self->{tail}}, 0, -100;
  return 1;
}

sub busiest {
  my $self = shift;
  my %sum;
  for my $h (keys %{$self->{hour}}) { $sum{$h} += $_->{hits} for values %{$self->{hour}{$h}} }
  my ($top) = sort { $sum{$b} <=> $sum{$a} } keys %sum;
  return $top;
}

1;
