package Sieve::Box;
use 5.024;
use warnings;

# the folders; only the latest mails stay, the others go to an archive on disk

sub new { my ($class, %arg) = @_; return bless {%arg, folders => {}, archived => 0}, $class }

sub deliver {
    my ($self, $mail) = @_;
    my $folder = $self->{folders}{ $self->{rules}->folder_for($mail) } //= [];
    push @$folder, $mail;
    while (@$folder > $self->{folder_size}) {
        my $old = shift @$folder;
        $self->{archived} += length $old->as_string ? 1 : 0;
    }
    return;
}

sub text {
    my $self = shift;
    my $kept = 0;
    $kept += @$_ for values $self->{folders}->%*;
    return sprintf '%d folders with %d mails, %d in the archive, %d rules compiled', scalar keys $self->{folders}->%*, $kept, $self->{archived}, $self->{rules}->count;
}

1;
