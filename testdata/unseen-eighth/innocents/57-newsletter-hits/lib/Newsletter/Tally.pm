package Newsletter::Tally;
use Mojo::Base -base, -signatures;

has by_minute => sub { {} };    # minute of the hour => kind => count
has by_hour   => sub { {} };    # hour of the day => count
has by_status => sub { {} };
has issues    => sub { {} };    # the 80 issues that there are

sub count ($self, $now, $code, $kind) {
    $self->by_minute->{ int($now / 60) % 60 }{$kind}++;
    $self->by_hour->{ int($now / 3600) % 24 }++;
    $self->by_status->{$code}++;
    return $self;
}

sub issue ($self, $no, $kind) {
    $self->issues->{$no}{$kind}++ if $no < 80;
    return $self;
}

sub of ($self, $no) { $self->issues->{$no} // {} }

sub top ($self, $max) {
    my $i    = $self->issues;
    my @list = sort { $b->[1] <=> $a->[1] || $a->[0] <=> $b->[0] } map { [ $_, $i->{$_}{click} // 0 ] } keys %$i;
    return [ grep { defined } @list[ 0 .. $max - 1 ] ];
}

1;
