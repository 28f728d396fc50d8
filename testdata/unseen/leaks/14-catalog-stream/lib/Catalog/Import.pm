package Catalog::Import;
use strict;
use warnings;
use Scalar::Util qw(weaken);
use XML::Twig;

sub new {
    my ($class, %args) = @_;
    my $self = bless {%args, products => 0, notices => []}, $class;
    weaken(my $weak = $self);
    $self->{twig} = XML::Twig->new(
        twig_handlers => {
            product   => sub { $weak->product($_) },
            withdrawn => sub { $weak->{shelf}->withdraw($_->att('number')); $_->delete },
            notice    => sub { $weak->notice($_) },
        },
        keep_encoding => 1,
    );
    return $self;
}

sub read_from {
    my ($self, $handle) = @_;
    $self->{twig}->parse($handle);
    $self->{twig}->purge;
    return $self;
}

sub product {
    my ($self, $element) = @_;
    my $price = $element->first_child('price');
    $self->{shelf}->put({
        number   => $element->att('number'),
        name     => $element->field('name'),
        stock    => $element->field('stock'),
        price    => $price->text,
        currency => $price->att('currency'),
        offers   => [map { [$_->att('from'), $_->field('percent')] } $element->children('offer')],
    });
    $self->{on_product}->(++$self->{products});
    return;
}

sub notice {
    my ($self, $element) = @_;
    push @{ $self->{notices} }, $element->text;
    shift @{ $self->{notices} } while @{ $self->{notices} } > 5;
    $element->delete;
    return;
}

sub summary { my $self = shift; return "$self->{products} products read, " . $self->{shelf}->count . ' on the shelf' }

1;
