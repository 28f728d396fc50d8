package Shop::Schema::Result::Order;
use base 'DBIx::Class::Core';

__PACKAGE__->table('orders');
__PACKAGE__->add_columns(id => { is_auto_increment => 1 }, qw(customer placed));
__PACKAGE__->set_primary_key('id');
__PACKAGE__->has_many(items => 'Shop::Schema::Result::Item', 'orders');

sub total {
    my ($self) = @_;
    my $sum = 0;
    $sum += $_->count * $_->article->price for $self->items({}, { prefetch => 'article' });
    return $sum;
}

1;
