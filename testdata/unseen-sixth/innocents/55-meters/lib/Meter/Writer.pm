package Meter::Writer;
use strict;
use warnings;
use Text::CSV_XS;

# The billing system wants whole files of a fixed number of rows, sorted
# by house. So rows wait here until a file is full.

sub new {
    my ($class, %a) = @_;
    return bless { batch => 1000, waiting => [], files => 0, rows => 0, csv => Text::CSV_XS->new({ binary => 1, eol => "\n" }), %a }, $class;
}

sub add {
    my ($self, $reading) = @_;
    push @{ $self->{waiting} }, $reading;
    $self->flush if @{ $self->{waiting} } >= $self->{batch};
}

sub flush {
    my ($self) = @_;
    my @rows = sort { $a->house cmp $b->house || $a->time <=> $b->time } splice @{ $self->{waiting} } or return;
    my $name = "$self->{dir}/billing.csv";
    open my $fh, '>', "$name.part" or die "$name.part: $!";
    $self->{csv}->print($fh, [qw(house quarter total use)]);
    $self->{csv}->print($fh, $_->row) for @rows;
    close $fh or die "$name.part: $!";
    rename "$name.part", $name or die $!;
    unlink $name;                       # picked up by the billing system
    $self->{files}++;
    $self->{rows} += @rows;
}

sub files { $_[0]{files} }
sub rows  { $_[0]{rows} }

1;
