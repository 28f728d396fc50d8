package CheckIn::Counter;
use strict;
use warnings;
use Future::AsyncAwait;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, waiting => {}, done => 0, bags => 0 }, $class;
}

sub done { $_[0]{done} }
sub bags { $_[0]{bags} }

async sub passenger {
    my ($self, $pax) = @_;
    my $s    = $self->{services};
    my $bags = $pax % 3;
    $self->{waiting}{$pax} = { bags => $bags, since => time };

    my $seat = await $s->seat($pax);
    my $tags = $bags ? await $s->tag($pax, $bags) : [];
    my $pass = await $s->pass($pax, $seat, $tags);

    delete $self->{waiting}{$pax};
    $self->{done}++;
    $self->{bags} += $bags;
    return $pass;
}

1;
