package Books::Catalogue;
use strict;
use warnings;

my @KINDS = qw(maps poetry botany voyages);

sub new {
    my ($class) = @_;
    my %books = map {
        $_ => {title => "$KINDS[$_ % 4] volume $_", shelf => $KINDS[$_ % 4], year => 1600 + 7 * $_, price => 40 + 11 * $_}
    } 1 .. 28;
    return bless {books => \%books}, $class;
}

sub shelves { return @KINDS }
sub book    { my ($self, $id) = @_; return $self->{books}{$id} }

sub on {
    my ($self, $shelf) = @_;
    return grep { $_->{shelf} eq $shelf } map { $self->{books}{$_} } sort { $a <=> $b } keys %{$self->{books}};
}

1;
