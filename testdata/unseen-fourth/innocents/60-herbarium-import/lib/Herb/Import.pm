package Herb::Import;
use strict;
use warnings;
use Text::CSV;
use Herb::Words;

sub new {
    my $class = shift;
    return bless {
        words  => Herb::Words->new,
        csv    => Text::CSV->new({ binary => 1, auto_diag => 2 }),
        batch  => undef,
        errors => [],
        sheets => 0,
        decade => {},
    }, $class;
}

sub read {
    my ($self, $text) = @_;
    $self->finish;
    open my $fh, '<', \$text or die "cannot read: $!";
    my $csv = $self->{csv};
    $csv->column_names(@{ $csv->getline($fh) });
    my @sheets;
    while (my $row = $csv->getline_hr($fh)) {
        $row->{species} = $self->{words}->number($row->{species});
        $row->{place}   = $self->{words}->number($row->{place});
        $self->error("sheet without a note in $row->{year}") if $row->{note} eq '';
        push @sheets, $row;
    }
    $self->{batch} = { sheets => \@sheets, read => scalar localtime };
    return scalar @sheets;
}

sub error {
    my ($self, $text) = @_;
    push @{ $self->{errors} }, $text;
    shift @{ $self->{errors} } if @{ $self->{errors} } > 15;
    return;
}

# the checked batch is counted and forgotten
sub finish {
    my $self  = shift;
    my $batch = delete $self->{batch} or return;
    for my $sheet (@{ $batch->{sheets} }) {
        $self->{sheets}++;
        $self->{decade}{ 10 * int $sheet->{year} / 10 }++;
    }
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d sheets, %d in work, %d words', $self->{sheets}, scalar @{ $self->{batch}{sheets} }, $self->{words}->count;
}

1;
