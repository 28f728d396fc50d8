package Radio::Protocol;
use strict;
use warnings;

# The authority wants to know what was on air: lines are written to a
# file in memory and handed in twice a day.

sub new {
    my ($class) = @_;
    my $buffer = '';
    open my $fh, '+<', \$buffer or die "no buffer: $!";
    return bless { fh => $fh, buffer => \$buffer, from => 0, pages => 0, lines => 0 }, $class;
}

sub line {
    my ($self, $kind, @text) = @_;
    printf { $self->{fh} } "%06d %-8s %s\n", ++$self->{lines}, $kind, "@text";
}

sub hand_in {
    my ($self) = @_;
    my $fh = $self->{fh};
    my $page = substr ${ $self->{buffer} }, $self->{from};
    $self->{from} = tell $fh;
    $self->{pages}++ if $self->_send($page);
    return $self->{pages};
}

sub _send {
    my ($self, $page) = @_;
    my $songs = () = $page =~ /^\d+ song /mg;
    $self->{songs_last} = $songs;
    return 1;
}

sub handed_in { $_[0]{pages} }

1;
