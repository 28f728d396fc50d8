package Rooms::Store;
use Mojo::Base -base, -signatures;

has rooms => sub { {} };
has [qw(keep page_size)];
has seq => 0;

sub add ($self, $room, $line) {
  my $log = $self->rooms->{$room} //= [];
  $self->seq($self->seq + 1);
  push @$log, {id => $self->seq, room => $room, at => time, from => $line->{from}, text => $line->{text}};
  splice @$log, 0, -$self->keep if @$log > $self->keep;
  return scalar @$log;
}

sub page ($self, $room) {
  my $log  = $self->rooms->{$room} || [];
  my $from = @$log > $self->page_size ? @$log - $self->page_size : 0;
  return [@$log[$from .. $#$log]];
}

1;
