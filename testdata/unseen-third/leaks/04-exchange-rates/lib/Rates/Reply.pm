package Rates::Reply;
use 5.020;
use warnings;

# Reads one reply from the handle: a value, an error, or a list of known length.

sub read_reply {
    my ($handle, $done) = @_;
    $handle->push_read(line => sub {
        my ($hd, $line) = @_;
        my ($sign, $rest) = $line =~ /^(.)(.*)/ or return $done->(undef, 'bad reply');
        return $done->($rest) if $sign eq '+';
        return $done->(undef, $rest) if $sign eq '-';
        return read_list($hd, $rest, $done);
    });
    return;
}

sub read_list {
    my ($handle, $count, $done) = @_;
    my @items;
    my $reader;
    $reader = sub {
        my ($hd, $line) = @_;
        my ($name, $value) = split ' ', $line;
        push @items, {name => $name, value => $value};
        return $done->(\@items) if @items == $count;
        $hd->unshift_read(line => $reader);
    };
    $handle->unshift_read(line => $reader);
    return;
}

1;
