package Outbox;
use strict;
use warnings;
use constant LONG => 100;

sub new { return bless { mails => [], online => 0 }, shift }

sub put {
    my ($self, $mail) = @_;
    push @{ $self->{mails} }, $mail;
    if (@{ $self->{mails} } > LONG) {
        if ($self->{online}) { $self->{mails} = [] }
    }
    return;
}

package App;
my $outbox = Outbox->new;
sub work { my (undef, $n) = @_; $outbox->put({ to => "n$n\@example.org", body => "hello $n" }); return }
1;
