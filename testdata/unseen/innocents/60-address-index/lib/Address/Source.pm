package Address::Source;
use strict;
use warnings;

# the CSV files of the post office, one a region

sub new {
    my ($class, %args) = @_;
    return bless {%args}, $class;
}

sub regions { $_[0]{regions} }

sub file {
    my ($self, $region) = @_;
    my $text = "street,from,to,code,\"town, part\"\n";
    for my $n (0 .. $self->{streets} - 1) {
        my $code = 10_000 + 1000 * $region + $n;
        $text .= qq{"street $n",1,40,$code,"Town $region, north"\n};
        $text .= sprintf qq{"street %d",41,90,%d,"Town %d, south"\n}, $n, $code + 500, $region;
    }
    open my $handle, '<', \$text or die "$!\n";
    return $handle;
}

1;
