# Tied scalars, arrays, hashes and handles, dumped from inside a FETCH.
use strict; use warnings; no warnings 'once';
use Tie::Array; use Tie::Hash; use Tie::Scalar; use Tie::Handle; use Tie::StdHandle;
my $dumped = 0;
package Recorder { require Tie::Hash; our @ISA = 'Tie::ExtraHash'; sub FETCH { my ($self, $key) = @_; Devel::MAT::Dumper::dump($1) if $key =~ /^dump (.*)/ and !$dumped++; $self->[0]{$key} } }
package RefKeys { sub TIEHASH { bless { list => [] }, shift } sub STORE { push @{ $_[0]{list} }, $_[1], $_[2] } sub FETCH { $_[0]{list}[1] } sub FIRSTKEY { $_[0]{list}[0] } sub NEXTKEY { undef } sub EXISTS { 1 } sub DELETE { } sub CLEAR { } }
package main;
tie my $scalar, 'Tie::StdScalar', 'a tied scalar'; my $read = $scalar; tie my @array, 'Tie::StdArray'; @array = (1, { a => 2 }, [3]); my $elem = \$array[1]; my @copy = @array[0, 1]; tie my %hash, 'Recorder'; %hash = (a => 1, b => { c => 2 }); my $helem = \$hash{a}; tie our %global, 'Tie::StdHash'; %global = (g => 1);
tie my %refs, 'RefKeys'; $refs{ +[1] } = 'by a reference'; my ($first) = keys %refs; while (my ($k, $v) = each %refs) { last } tie *HANDLE, 'Tie::StdHandle', '<', $0; my $line = <HANDLE>; my $obj = tied %hash; { local $hash{a} = 5; local $array[0] = 6; for my $e (@array) { for my $key (keys %hash) { my $x = $hash{"dump $ARGV[0]"}; last } last } }
