package PostCodes::Gazetteer;
use strict;
use warnings;

# All places of the country with post code and county.  The county names are
# interned: every place of a county refers to the same record.
my %COUNTY;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, at => 0, by_code => {} }, $class;
}

sub complete { $_[0]{at} >= $_[0]{places} }
sub count    { scalar keys %{ $_[0]{by_code} } }
sub counties { scalar keys %COUNTY }

sub _county {
    my ($name) = @_;
    return $COUNTY{$name} ||= { name => $name, places => 0 };
}

# One portion of the file (made up here, instead of being read).
sub read_portion {
    my ($self) = @_;
    for (1 .. $self->{portion}) {
        last if $self->complete;
        my $i      = $self->{at}++;
        my $county = _county('County ' . $i % 48);
        $county->{places}++;
        $self->{by_code}{ sprintf '%05d', 10000 + $i } = {
            name   => "Place $i",
            county => $county,
            at     => [ 47 + $i % 80 / 10, 6 + $i % 90 / 10 ],
        };
    }
    return;
}

sub find {
    my ($self, $code) = @_;
    return $self->{by_code}{$code};
}

1;
