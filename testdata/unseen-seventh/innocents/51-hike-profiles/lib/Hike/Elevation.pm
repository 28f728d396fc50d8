package Hike::Elevation;
use strict;
use warnings;
use Scalar::Util 'weaken';

sub new {
    my ($class, %args) = @_;
    my $self = bless {hits => 0, point => {}, size => 0, %args}, $class;
    my $ring = $self->{ring} = {};
    $ring->{next} = $ring->{prev} = $ring;
    weaken $ring->{next};
    weaken $ring->{prev};
    return $self;
}

sub at {
    my ($self, $x, $y) = @_;
    my $key  = "$x/$y";
    my $node = $self->{point}{$key};
    if ($node) {
        $self->{hits}++;
        $self->_unlink($node);
    }
    else {
        $node = $self->{point}{$key} = {key => $key, height => $self->{terrain}->height($x, $y)};
        $self->{size}++;
    }
    $self->_first($node);
    $self->_drop_last while $self->{size} > $self->{most};
    return $node->{height};
}

sub _first {
    my ($self, $node) = @_;
    my $ring = $self->{ring};
    my $old  = $ring->{next};
    weaken($node->{next} = $old);
    weaken($node->{prev} = $ring);
    weaken($old->{prev}  = $node);
    weaken($ring->{next} = $node);
    return;
}

sub _unlink {
    my ($self, $node) = @_;
    my ($before, $after) = @$node{qw(prev next)};
    weaken($before->{next} = $after);
    weaken($after->{prev}  = $before);
    return;
}

sub _drop_last {
    my ($self) = @_;
    my $last = $self->{ring}{prev};
    $self->_unlink($last);
    delete $self->{point}{$last->{key}};
    $self->{size}--;
    return;
}

sub size { $_[0]{size} }
sub hits { $_[0]{hits} }

1;
