package Seed::Shop;
use Moo;

has schema    => (is => 'ro', required => 1);
has stock     => (is => 'ro', required => 1);
has customers => (is => 'ro', default => 60);
has sold      => (is => 'rw', default => 0);
has looked    => (is => 'rw', default => 0);
has last_page => (is => 'rw');

sub order {
    my $self = shift;
    my $seed = $self->stock->any;
    my $bags = 1 + int rand 4;
    return if $seed->stock < $bags;
    $self->schema->txn_do(sub {
        $seed->update({stock => $seed->stock - $bags});
        $seed->create_related(orders => {customer => 1 + int rand $self->customers, bags => $bags});
    });
    $self->sold($self->sold + $bags);
    return $self->stock->label($seed);
}

# the cheapest ones for what is left in the purse
sub look_for_bargains {
    my $self  = shift;
    my $cents = 100 + int rand 5000;
    my @found = $self->schema->resultset('Seed')->search(
        \"price * 3 <= $cents and stock > 0",
        {order_by => {-desc => 'price'}, rows => 5},
    )->all;
    $self->looked($self->looked + 1);
    return map { $self->stock->label($_) } @found;
}

sub customer_page {
    my $self   = shift;
    my @orders = $self->schema->resultset('Order')->search(
        {customer => 1 + int rand $self->customers},
        {prefetch => 'seed', order_by => {-desc => 'me.id'}, rows => 10},
    )->all;
    my $page = join "\n", map { $_->bags . ' x ' . $_->seed->label } @orders;
    return $self->last_page($page);
}

sub summary { my $self = shift; return sprintf '%d bags sold, %d searches', $self->sold, $self->looked }

1;
