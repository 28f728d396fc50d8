package Till::Goods;
use strict;

my (@list, %by_code);

sub load {
    my $code = 4000000;
    for my $kind (qw(bread butter cheese milk apples pears coffee tea sugar rice)) {
        for my $size (qw(small medium large)) {
            my $item = {code => ++$code, name => "$kind ($size)", price => 49 + ($code * 31) % 950};
            push @list, $item;
            $by_code{$code} = $item;
        }
    }
    return scalar @list;
}

sub pick  { $list[ rand @list ] }
sub price { my $code = shift; return $by_code{$code} ? $by_code{$code}{price} : undef }

1;
