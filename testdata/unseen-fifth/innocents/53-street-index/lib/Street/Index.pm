package Street::Index;
use strict;
use warnings;
use utf8;
use Text::CSV;

sub new {
    my ($class, %arg) = @_;
    open my $fh, '<:encoding(UTF-8)', $arg{file} or die "$arg{file}: $!";
    my $csv = Text::CSV->new({ binary => 1, auto_diag => 1 });
    $csv->column_names($csv->getline($fh));
    return bless { fh => $fh, csv => $csv, rows => [], by_word => {} }, $class;
}

# reads the next lines until the end of the file
sub read_some {
    my ($self, $count) = @_;
    my $fh = $self->{fh} or return 0;
    while ($count-- > 0) {
        my $row = $self->{csv}->getline_hr($fh);
        if (!$row) {
            close delete $self->{fh};
            delete $self->{csv};
            return 0;
        }
        push @{ $self->{rows} }, $row;
        push @{ $self->{by_word}{ lc $_ } }, $row for split /\W+/, "$row->{street} $row->{town}";
    }
    return 1;
}

sub search {
    my ($self, $word) = @_;
    my $rows = $self->{by_word}{ lc $word } or return;
    return $rows->[rand @$rows];
}

sub size  { return scalar @{ $_[0]{rows} } }
sub words { return scalar keys %{ $_[0]{by_word} } }

1;
