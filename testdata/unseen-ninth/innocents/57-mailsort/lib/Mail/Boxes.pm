package Mail::Boxes;
use strict;
use warnings;

# The pigeonholes: a box is emptied as soon as it holds fifty letters.

sub new { my ($class) = @_; return bless { box => {}, sent => {} }, $class }

sub drop {
    my ($self, $letter) = @_;
    my $district = substr $letter->{zip}, 0, 2;
    my $box = $self->{box}{$district} ||= [];
    push @$box, $letter;
    if (@$box >= 50) {
        $self->{sent}{$district} += @$box;
        $self->{box}{$district} = [];
    }
    return;
}

1;
