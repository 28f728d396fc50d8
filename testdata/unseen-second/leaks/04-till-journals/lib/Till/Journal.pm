package Till::Journal;

# Written for perl 4, so no strict here. A file for each receipt, and one
# journal for each till that stays open.

use Symbol ();

my ($dir, %till, $files, $cents);

sub directory {
    $dir = shift;
    mkdir $dir or die "$dir: $!" unless -d $dir;
    return $dir;
}

sub till_handle {
    my $number = shift;
    return $till{$number} if $till{$number};
    my $fh = Symbol::gensym();
    open $fh, "> $dir/till$number" or die "till $number: $!";
    return $till{$number} = $fh;
}

sub write_receipt {
    my $receipt = shift;
    my $name = sprintf 'R%06d', $receipt->{number};
    open($name, "> $dir/$name") or die "$name: $!";
    print $name $receipt->text;
    close($name);
    print { till_handle($receipt->{till}) } $receipt->{number}, ' ', $receipt->total, "\n";
    $files++;
    $cents += $receipt->total;
    unlink "$dir/$name" if $files % 2;    # every second one has been fetched already
    return;
}

sub totals { return ($files, $cents) }

sub cleanup {
    close $_ for values %till;
    opendir my $dh, $dir or return;
    unlink map {"$dir/$_"} grep { !/^\./ } readdir $dh;
    closedir $dh;
    rmdir $dir;
}

1;
