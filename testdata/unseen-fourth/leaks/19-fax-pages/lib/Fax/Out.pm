package Fax::Out;
use strict;
no strict 'refs';

our ($spool, %baud);
my $bytes = 0;

# each page goes through a file of its own, as the modem wants it
sub open_page {
    my ($fax, $page) = @_;
    my $handle = "PAGE_$fax->{id}_$page";
    open $handle, '+>', "$spool/$handle" or die "cannot write $spool/$handle: $!";
    binmode $handle;
    return $handle;
}

sub close_page {
    my ($handle) = @_;
    close $handle;
    unlink "$spool/$handle";
}

sub send_fax {
    my ($fax) = @_;
    $baud{ $fax->{to} } ||= 9600;
    for my $page (1 .. $fax->{pages}) {
        my $handle = open_page($fax, $page);
        print $handle chr(int rand 256) x (200 + rand 800);
        seek $handle, 0, 0;
        my $data = do { local $/; <$handle> };
        close_page($handle);
        if (rand() < 0.05) {
            $baud{ $fax->{to} } = 4800;
            return 0;
        }
        $bytes += length $data;
    }
    $baud{ $fax->{to} } = 14400 if rand() < 0.2;
    return 1;
}

sub status { return "$bytes bytes, " . scalar(keys %baud) . " numbers" }

1;
