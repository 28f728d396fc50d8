package Floor::Seat;
use strict;
use warnings;
use AnyEvent::Handle;
use Scalar::Util qw(weaken);

sub new {
    my ($class, %args) = @_;
    my $self = bless {id => $args{id}, from => $args{from}, server => $args{server}, trades => [], name => '?'}, $class;
    weaken $self->{server};
    weaken(my $weak = $self);
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $args{fh},
        on_error => sub { $weak->gone if $weak },
        on_eof   => sub { $weak->gone if $weak },
        on_read  => sub {
            shift->push_read(line => sub { my ($handle, $line) = @_; $weak->line($line) if $weak });
        },
    );
    return $self;
}

sub id { $_[0]{id} }

sub line {
    my ($self, $line) = @_;
    my ($word, @rest) = split ' ', $line;
    if    ($word eq 'name')  { $self->{name} = $rest[0] }
    elsif ($word eq 'order') { $self->{server}->order($self, @rest) }
    else                     { $self->tell("what is $word?") }
    return;
}

sub tell { my ($self, $text) = @_; $self->{handle}->push_write("$text\n") if $self->{handle}; return }

sub traded {
    my ($self, $trade) = @_;
    push @{ $self->{trades} }, $trade;
    shift @{ $self->{trades} } while @{ $self->{trades} } > 20;
    return $self->tell("traded $trade->{symbol} at $trade->{price}");
}

sub gone {
    my $self = shift;
    (delete $self->{handle})->destroy if $self->{handle};
    return $self->{server}->unseat($self->{id});
}

1;
