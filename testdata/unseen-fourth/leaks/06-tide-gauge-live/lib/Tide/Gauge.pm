package Tide::Gauge;
use Mojo::Base -base, -signatures;

has name => 'nowhere';
has last => sub { [] };
has step => 0;

sub now ($self) {
    $self->step($self->step + 1);
    my $level = 500 + 150 * sin($self->step / 40) + rand 5;
    push @{ $self->last }, $level;
    shift @{ $self->last } if @{ $self->last } > 60;
    return {station => $self->name, level => sprintf('%.1f', $level), trend => $level <=> $self->last->[0]};
}

1;
