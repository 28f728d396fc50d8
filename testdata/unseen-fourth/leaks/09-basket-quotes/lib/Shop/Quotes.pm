package Shop::Quotes;
use Moo;
use CHI;
use Shop::Stock;

# What does it cost to send a basket?  The carrier is slow and asked by all
# parts of a page, so remember its answers for a moment.
has cache => (is => 'lazy');
has asked => (is => 'rw', default => 0);

sub _build_cache {
    return CHI->new(driver => 'Memory', datastore => {}, expires_in => '1 sec');
}

sub shipping {
    my ($self, $basket, $zip) = @_;
    my $key = join ';', $zip, map {"$_=$basket->{$_}"} sort keys %$basket;
    my $quote = $self->cache->get($key);
    return $quote if $quote;
    $quote = $self->ask_carrier($basket, $zip);
    $self->cache->set($key, $quote);
    return $quote;
}

sub ask_carrier {
    my ($self, $basket, $zip) = @_;
    $self->asked($self->asked + 1);
    my $weight = 0;
    $weight += $basket->{$_} * Shop::Stock->instance->weight($_) for keys %$basket;
    my $zone = substr $zip, 0, 1;
    return {zone => $zone, weight => $weight, price => 4.9 + 0.3 * $zone + 0.8 * int($weight / 5)};
}

sub line { my $self = shift; return $self->asked . ' questions to the carrier' }

1;
