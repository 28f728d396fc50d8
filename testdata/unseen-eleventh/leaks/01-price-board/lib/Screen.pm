package Screen;
use Mojo::Base -base, -signatures;

has [qw(id feed)];
has watching => sub { {} };
has lines    => sub { [] };

sub start ($self) {
    my $symbols = $self->feed->symbols;
    $self->watching->{$symbols->[$self->id % @$symbols]} = 1;
    $self->feed->on(quote => sub ($feed, $symbol, $price) {
        return unless $self->watching->{$symbol};
        $self->render($symbol, $price);
    });
    return $self;
}

sub render ($self, $symbol, $price) {
    my $lines = $self->lines;
    push @$lines, sprintf '%-6s %8.2f', $symbol, $price;
    shift @$lines while @$lines > 10;
}

sub finish ($self) {
    $self->watching({});
    $self->lines([]);
    return $self;
}

1;
