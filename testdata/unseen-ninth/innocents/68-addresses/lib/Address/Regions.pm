package Address::Regions;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);

# The towns of the country in forty regions; the table of a region is read
# when an address there is checked for the first time.

my $REGIONS = 40;

sub new { my ($class) = @_; return bless { region => [], log => get_logger('Address.Regions') }, $class }

sub _table {
    my ($self, $r) = @_;
    return $self->{region}[$r] ||= do {
        $self->{log}->info("reading region $r");
        my %town;
        for my $i (0 .. 99) {
            my $zip = sprintf '%05d', $r * 1000 + $i * 10;
            $town{$zip} = { zip => $zip, name => "Town $r/$i", streets => [ map { "Street $_" } 1 .. 3 + $i % 4 ] };
        }
        \%town;
    };
}

sub town {
    my ($self, $zip) = @_;
    my $r = int($zip / 1000);
    return if $r < 0 || $r >= $REGIONS;
    return $self->_table($r)->{$zip};
}

1;
