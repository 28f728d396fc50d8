package Minutes::Draft;
use strict;
use warnings;

# an inside-out class: the attributes are in hashes, the object is a number
my %title_of;
my %style_of;
my %sentences_of;
my %history_of;
my $next = 1;

sub new {
    my ($class, $title, $style) = @_;
    my $id   = $next++;
    my $self = bless \$id, $class;
    $title_of{$id}     = $title;
    $style_of{$id}     = $style;
    $sentences_of{$id} = [];
    return $self;
}

sub title { return $title_of{ ${ $_[0] } } }

sub append {
    my ($self, $sentence) = @_;
    my $sentences = $sentences_of{$$self};
    push @{ $history_of{$$self} }, [@$sentences];
    push @$sentences, $sentence;
    return $self;
}

sub undo {
    my ($self) = @_;
    my $before = pop @{ $history_of{$$self} || [] } or return $self;
    $sentences_of{$$self} = $before;
    return $self;
}

sub text {
    my ($self) = @_;
    return $style_of{$$self}->format($self->title, @{ $sentences_of{$$self} });
}

sub DESTROY {
    my ($self) = @_;
    delete $title_of{$$self};
    delete $style_of{$$self};
    delete $sentences_of{$$self};
    return;
}

1;
