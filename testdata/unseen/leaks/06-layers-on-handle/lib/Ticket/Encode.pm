package Ticket::Encode;
use strict;
use warnings;
use Encode ();

my $instance;
my %known;    # charset => canonical name

sub instance { my $class = shift; return $instance ||= bless {charset => 'UTF-8'}, $class }

sub charset {
    my ($self, $name) = @_;
    return $known{$name} ||= do {
        my $encoding = Encode::find_encoding($name) or die "unknown charset $name\n";
        $encoding->mime_name || $encoding->name;
    };
}

# makes a handle speak our charset
sub configure_output {
    my ($self, $handle) = @_;
    my $charset = $self->charset($self->{charset});
    binmode $handle, ":encoding($charset)";
    return $handle;
}

sub convert {
    my ($self, %args) = @_;
    return $args{text} if $self->charset($args{from}) eq $self->charset($args{to});
    return Encode::encode($args{to}, Encode::decode($args{from}, $args{text}));
}

1;
