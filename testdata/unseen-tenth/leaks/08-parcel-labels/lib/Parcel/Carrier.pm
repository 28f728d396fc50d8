package Parcel::Carrier;
use strict;
use warnings;

package Parcel::Label::Express { our @ISA = ('Parcel::Label'); sub prefix { 'EX' } }
package Parcel::Label::Freight { our @ISA = ('Parcel::Label'); sub prefix { 'FR' } }

# Tariff by zone and weight class; read once.
my %tariff;
for my $zone (1 .. 99) {
  $tariff{$zone}{$_} = 3.9 + $zone * 0.11 + $_ * 0.8 for 1 .. 30;
}

sub class_for {
  my ($self, $weight, $urgent) = @_;
  return 'Parcel::Label::Freight' if $weight > 25;
  return $urgent ? 'Parcel::Label::Express' : 'Parcel::Label';
}

sub price {
  my ($self, $label) = @_;
  my $zone = substr($label->address->{zip}, 0, 2) || 1;
  my $kg = int $label->weight;
  return sprintf '%.2f', $tariff{$zone + 0}{$kg < 1 ? 1 : $kg > 30 ? 30 : $kg} // 99;
}

1;
