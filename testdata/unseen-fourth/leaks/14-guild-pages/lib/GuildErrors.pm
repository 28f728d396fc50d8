package GuildErrors;
use strict;

our @errors;

# collect the warnings of a request, with the page they come from
sub install {
    my ($in) = @_;
    @errors = ();
    my $old = $SIG{__WARN__};
    $SIG{__WARN__} = sub {
        my ($text) = @_;
        if ($in->{page} eq 'member' || !$old) {
            push @errors, "$in->{page}: $text";
        }
        else {
            $old->($text);
        }
    };
}

sub take {
    my @now = @errors;
    @errors = ();
    return @now;
}

1;
