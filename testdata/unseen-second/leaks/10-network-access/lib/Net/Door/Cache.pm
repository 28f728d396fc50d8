package Net::Door::Cache;
use strict;
use warnings;
use Tie::Hash;
our @ISA = ('Tie::ExtraHash');

# A hash whose entries expire. The keys are also kept by prefix (the part
# before the colon), so that all entries of a floor can be dropped quickly.

sub TIEHASH {
    my ($class, %arg) = @_;
    return bless [{}, {%arg, index => {}, next_purge => 0}], $class;
}

sub STORE {
    my ($self, $key, $value) = @_;
    my ($data, $info) = @$self;
    my $now = $info->{now}->();
    $self->purge($now) if $now >= $info->{next_purge};
    $data->{$key} = [$now + $info->{lifetime}, $value];
    my ($prefix) = $key =~ /\A([^:]*):/;
    $info->{index}{$prefix}{$key} = 1 if defined $prefix;
    return $value;
}

sub FETCH {
    my ($self, $key) = @_;
    my ($data, $info) = @$self;
    my $entry = $data->{$key} or return;
    return $entry->[1] if $entry->[0] > $info->{now}->();
    delete $data->{$key};
    return;
}

sub EXISTS { my ($self, $key) = @_; return defined $self->FETCH($key) }

sub DELETE {
    my ($self, $key) = @_;
    my ($data, $info) = @$self;
    my ($prefix) = $key =~ /\A([^:]*):/;
    delete $info->{index}{$prefix}{$key} if defined $prefix;
    my $entry = delete $data->{$key} or return;
    return $entry->[1];
}

# once a minute everything that is over is thrown away
sub purge {
    my ($self, $now) = @_;
    my ($data, $info) = @$self;
    $info->{next_purge} = $now + 60;
    for my $key (keys %$data) {
        delete $data->{$key} if $data->{$key}[0] <= $now;
    }
    return;
}

sub drop_prefix {
    my ($self, $prefix) = @_;
    $self->DELETE($_) for keys %{ $self->[1]{index}{$prefix} || {} };
    return;
}

1;
