package PrintRoom::Printer;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, pages => 0, jams => 0, jobs => 0 }, $class;
}

sub name  { $_[0]{name} }
sub pages { $_[0]{pages} }
sub jams  { $_[0]{jams} }

# True when the job has come out.
sub feed {
    my ($self, $job) = @_;
    if (++$self->{jobs} % $self->{jam_every} == 0) {
        $self->{jams}++;
        return 0;
    }
    $self->{pages} += $job->{pages};
    return 1;
}

1;
