package Reminder::Writer;
use strict;
use warnings;
use Template;
use File::Spec;

# Letters are put together from paragraphs by the clerks; the draft of a case
# lies in the drafts folder until it is printed.

sub new {
    my ($class, %arg) = @_;
    my $self = bless { drafts => $arg{drafts}, printed => 0 }, $class;
    $self->{tt} = Template->new({
        INCLUDE_PATH => $arg{drafts},
        TRIM         => 1,
        POST_CHOMP   => 0,
        VARIABLES    => { firm => $arg{firm}, money => sub { sprintf '%.2f EUR', shift } },
    }) or die Template->error;
    return $self;
}

sub draft {
    my ($self, $case, @paragraphs) = @_;
    my $name = "case-$case->{no}.tt";
    open my $fh, '>', File::Spec->catfile($self->{drafts}, $name) or die "$name: $!";
    print {$fh} "Dear [% debtor.name %],\n\n", join("\n\n", @paragraphs), "\n\n[% firm %]\n";
    close $fh or die "$name: $!";
    return $name;
}

sub print_letter {
    my ($self, $case, $name) = @_;
    my $letter = '';
    $self->{tt}->process($name, { debtor => $case->{debtor}, due => $case->{due}, level => $case->{level} }, \$letter)
        or die $self->{tt}->error;
    unlink File::Spec->catfile($self->{drafts}, $name);
    $self->{printed}++;
    return $letter;
}

1;
