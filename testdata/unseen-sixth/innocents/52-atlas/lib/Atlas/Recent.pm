package Atlas::Recent;
use strict;
use warnings;
use Carp;

# a hash that remembers only its N last used keys
# each entry: [ key, value, newer, older ] in a ring closed by {head}

sub TIEHASH {
    my ($class, $max) = @_;
    croak 'how many?' unless $max && $max > 0;
    my $head = [ undef, undef, undef, undef ];
    $head->[2] = $head->[3] = $head;
    return bless { max => $max, head => $head, at => {} }, $class;
}

sub _unlink {
    my ($e) = @_;
    $e->[2][3] = $e->[3];
    $e->[3][2] = $e->[2];
    $e->[2] = $e->[3] = undef;
}

sub _front {
    my ($self, $e) = @_;
    my $head = $self->{head};
    $e->[2] = $head;
    $e->[3] = $head->[3];
    $head->[3][2] = $e;
    $head->[3] = $e;
}

sub FETCH {
    my ($self, $key) = @_;
    my $e = $self->{at}{$key} or return;
    _unlink($e);
    $self->_front($e);
    return $e->[1];
}

sub STORE {
    my ($self, $key, $value) = @_;
    if (my $e = $self->{at}{$key}) {
        _unlink($e);
        $e->[1] = $value;
        return $self->_front($e);
    }
    my $e = $self->{at}{$key} = [ $key, $value ];
    $self->_front($e);
    if (keys %{ $self->{at} } > $self->{max}) {
        $self->DELETE($self->{head}[2][0]);
    }
}

sub DELETE {
    my ($self, $key) = @_;
    my $e = delete $self->{at}{$key} or return;
    _unlink($e);
    return $e->[1];
}

sub EXISTS   { exists $_[0]{at}{ $_[1] } }
sub FIRSTKEY { my ($self) = @_; keys %{ $self->{at} }; return each %{ $self->{at} } }
sub NEXTKEY  { my ($self) = @_; return each %{ $self->{at} } }
sub SCALAR   { scalar %{ $_[0]{at} } }

sub CLEAR {
    my ($self) = @_;
    $self->DELETE($_) for keys %{ $self->{at} };
}

1;
