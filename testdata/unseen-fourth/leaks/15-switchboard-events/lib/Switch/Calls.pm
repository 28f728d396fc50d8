package Switch::Calls;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { call => {}, talk => { map { (100 + $_ => 0) } 0 .. $arg{extensions} - 1 }, done => 0, other => 0 }, $class;
}

sub event {
    my ($self, $type, $field) = @_;
    my $id = $field->{Uniqueid};
    if ($type eq 'Newchannel') {
        $self->{call}{$id} = { from => $field->{CallerIDNum}, to => $field->{Exten}, up => 0 };
    }
    elsif ($type eq 'Newstate') {
        $self->{call}{$id}{up}++ if $self->{call}{$id};
    }
    elsif ($type eq 'Hangup') {
        my $call = delete $self->{call}{$id} or return;
        $self->{talk}{ $call->{to} } += $call->{up};
        $self->{done}++;
    }
    else { $self->{other}++ }
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d calls, %d open, %d other events', $self->{done}, scalar keys %{ $self->{call} }, $self->{other};
}

1;
