package Ground::Logbook;
use Mojo::Base -base, -signatures;

has keep    => 20;
has entries => sub { [] };
has frames  => 0;
has best    => sub { {} };

sub enter ($self, $number, $report) {
    my $count = @{$report->{frames}};
    push @{$self->entries}, {number => $number, satellite => $report->{satellite}, frames => $count};
    shift @{$self->entries} while @{$self->entries} > $self->keep;
    $self->frames($self->frames + $count);
    my $best = $self->best;
    $best->{$report->{satellite}} = $report->{elevation}
        if $report->{elevation} > ($best->{$report->{satellite}} // 0);
    return $self;
}

sub summary ($self) {
    my $best = $self->best;
    return join '', map {"$_: best elevation $best->{$_}\n"} sort keys %$best;
}

1;
