package News::Index;
use strict;
use warnings;

# An inverted index of the last messages: word -> {number => count}. When a
# message leaves the window its words are taken out again.

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, messages => {}, order => [], words => {}, listeners => {}, added => 0}, $class;
}

sub on_change { my ($self, $name, $code) = @_; $self->{listeners}{$name} = $code; return }

sub _words { my $message = shift; return map {lc} "$message->{title} $message->{text}" =~ /(\w+)/g }

sub add {
    my ($self, $message) = @_;
    $self->{added}++;
    $self->{messages}{ $message->{number} } = $message;
    push @{ $self->{order} }, $message->{number};
    $self->{words}{$_}{ $message->{number} }++ for _words($message);
    $self->expire while @{ $self->{order} } > $self->{window};
    $_->($message) for values %{ $self->{listeners} };
    return $message;
}

sub expire {
    my $self    = shift;
    my $number  = shift @{ $self->{order} };
    my $message = delete $self->{messages}{$number};
    for my $word (_words($message)) {
        my $hits = $self->{words}{$word} or next;
        delete $hits->{$number};
        delete $self->{words}{$word} unless %$hits;
    }
    return;
}

sub find {
    my ($self, @words) = @_;
    my %score;
    for my $word (@words) {
        my $hits = $self->{words}{$word} or return;
        $score{$_} += $hits->{$_} for keys %$hits;
    }
    my @found = sort { $score{$b} <=> $score{$a} || $b <=> $a } keys %score;
    return map { $self->{messages}{$_} } grep {defined} @found[0 .. 9];
}

sub size { my $self = shift; return (scalar keys %{ $self->{messages} }, scalar keys %{ $self->{words} }) }

1;
