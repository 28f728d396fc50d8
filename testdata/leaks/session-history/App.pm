package App::Session;
use strict;
use warnings;

sub new {
    my ($class, $user) = @_;
    return bless { user => $user, history => [], last => [] }, $class;
}

sub visit {
    my ($self, $page) = @_;
    my $last = $self->{last};
    push @$last, $page;
    shift @$last while @$last > 5;
    return $self->remember({ page => $page, referer => $last->[0] });
}

sub remember {
    my ($self, $entry) = @_;
    my $history = $self->{history};
    push @$history, $entry;
    return $self;
}

package App;
my %session = map { ("u$_" => App::Session->new("u$_")) } 1 .. 12;

sub work {
    my ($class, $n) = @_;
    $_->visit("/page/" . ($n % 97)) for values %session;
    return;
}

1;
