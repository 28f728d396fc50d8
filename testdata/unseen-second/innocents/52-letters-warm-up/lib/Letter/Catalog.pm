package Letter::Catalog;
use strict;
use warnings;

# the words of each language are loaded when they are first used

my %loaded;
my %names = (de => 'Rechnung', en => 'invoice', fr => 'facture', it => 'fattura', nl => 'factuur', pl => 'faktura');

sub languages { return sort keys %names }

sub word {
    my ($class, $language, $number) = @_;
    my $words = $loaded{$language} ||= [map {"$names{$language} $_"} 0 .. 299];
    return $words->[$number % @$words];
}

sub loaded { return scalar keys %loaded }

1;
