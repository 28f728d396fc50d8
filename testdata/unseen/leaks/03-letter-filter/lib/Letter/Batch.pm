package Letter::Batch;
use strict;
use warnings;
use Letter::Renderer;

my %kinds = (
    reminder => <<'TEXT',
[% USE Euro %]Dear [% customer.name %],

[% FOREACH line IN items %]  [% line.what %]: [% line.cents | euro %]
[% END %]
Please pay [% total | euro %] within [% days %] days.
TEXT
    thanks => <<'TEXT',
[% USE Euro %]Dear [% customer.name %],

we have received [% total | euro %]. Thank you.
TEXT
    welcome => "Dear [% customer.name %],\n\nwelcome! Your number is [% customer.number %].\n",
);

sub new {
    my ($class, %args) = @_;
    my @customers = map { {number => 7000 + $_, name => "Customer $_", language => $_ % 3 ? 'en' : 'de'} } 1 .. $args{customers};
    return bless {archive => $args{archive}, customers => \@customers, written => 0}, $class;
}

sub write_next {
    my $self     = shift;
    my $n        = $self->{written}++;
    my $customer = $self->{customers}[$n % @{ $self->{customers} }];
    my $kind     = (qw(reminder thanks reminder welcome))[$n % 4];
    my @items    = map { {what => "item $_", cents => 100 * $_ + $n % 100} } 1 .. 1 + $n % 5;
    my $total    = 0;
    $total += $_->{cents} for @items;
    my $renderer = Letter::Renderer->new(language => $customer->{language});
    my $text     = $renderer->render($kinds{$kind}, customer => $customer, items => \@items, total => $total, days => 14);
    $self->{archive}->store("$kind-$customer->{number}", $text);
    return;
}

sub written { $_[0]{written} }

1;
