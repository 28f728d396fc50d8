package News::Desk;
use strict;
use warnings;
use Scalar::Util qw(weaken);

# The results of the last queries are kept until a new message comes that
# contains one of their words.

sub new {
    my ($class, %arg) = @_;
    my $self = bless {%arg, results => {}, used => [], queries => 0, hits => 0}, $class;
    weaken(my $weak = $self);
    $arg{index}->on_change(desk => sub { $weak->changed(shift) if $weak });
    return $self;
}

sub search {
    my ($self, @words) = @_;
    my $query = join ' ', sort map {lc} @words;
    $self->{queries}++;
    $self->{used} = [grep({ $_ ne $query } @{ $self->{used} }), $query];
    if (my $result = $self->{results}{$query}) {
        $self->{hits}++;
        return @$result;
    }
    my @titles = map {"$_->{number} $_->{title} ($_->{agency})"} $self->{index}->find(split / /, $query);
    $self->{results}{$query} = \@titles;
    delete $self->{results}{ shift @{ $self->{used} } } while @{ $self->{used} } > $self->{cache};
    return @titles;
}

sub changed {
    my ($self, $message) = @_;
    my $text = lc "$message->{title} $message->{text}";
    for my $query (keys %{ $self->{results} }) {
        next unless grep { index($text, $_) >= 0 } split / /, $query;
        delete $self->{results}{$query};
        @{ $self->{used} } = grep { $_ ne $query } @{ $self->{used} };
    }
    return;
}

sub text {
    my $self = shift;
    my ($messages, $words) = $self->{index}->size;
    return "$self->{queries} queries, $self->{hits} from the cache, $messages messages, $words words";
}

1;
