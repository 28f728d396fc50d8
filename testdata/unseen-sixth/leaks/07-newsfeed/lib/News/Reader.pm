package News::Reader;
use strict;
use warnings;
use XML::Parser;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { want => $arg{want}, got => 0, on_item => $arg{on_item} }, $class;
    my (%item, $field);
    my $state = { got => 0, on_item => $arg{on_item} };
    $self->{state} = $state;
    $self->{nb} = XML::Parser->new(
        Handlers => {
            Start => sub {
                my ($expat, $tag, %attr) = @_;
                if ($tag eq 'item') { %item = %attr }
                elsif ($tag ne 'wire') { $field = $tag; $item{$field} = '' }
            },
            Char => sub {
                my ($expat, $text) = @_;
                $item{$field} .= $text if defined $field;
            },
            End => sub {
                my ($expat, $tag) = @_;
                undef $field;
                return unless $tag eq 'item';
                $state->{got}++;
                $state->{on_item}->({%item});
            },
        },
    )->parse_start;
    return $self;
}

# returns false when we have enough (or the wire is broken)
sub feed {
    my ($self, $chunk) = @_;
    eval { $self->{nb}->parse_more($chunk); 1 } or return 0;
    $self->{got} = $self->{state}{got};
    return $self->{got} < $self->{want};
}

sub close {
    my $self = shift;
    my $nb = delete $self->{nb} or return;
    if ($self->{got} < $self->{want}) {
        # the whole document came
        eval { $nb->parse_done };
    }
    return $self->{got};
}

1;
