package Census::Batch;
use strict;
use warnings;
use Census::Row;

# A batch is the forms of one enumeration district. Warnings given while a
# batch is read are prefixed with its number so that the clerks find the form.

sub new { my ($class, %arg) = @_; return bless { %arg, households => 0, persons => 0, notes => [] }, $class }

sub process {
    my ($self) = @_;
    my $report   = $self->{report};
    my $previous = $SIG{__WARN__} || sub { print STDERR @_ };
    $SIG{__WARN__} = sub {
        my ($text) = @_;
        return push @{ $self->{notes} }, $text if $text =~ /^form/;
        $previous->("[$self->{district}] $text");
    };
    for my $form (@{ $self->{forms} }) {
        my $row = Census::Row->read($form) or next;
        $self->{households}++;
        $self->{persons} += $row->{persons};
        $report->{age}[ int($_ / 10) ]++ for @{ $row->{ages} };
    }
    $report->{$_} += $self->{$_} for qw(households persons);
    $report->{doubtful} += @{ $self->{notes} };
    return $self;
}

1;
