package Maillog::Writer;
use strict;
use warnings;

# Makes the lines that a mail server would write, of several mails at a time.

sub new { my $class = shift; return bless {open => [], serial => 0xA0000}, $class }

sub address { return join '@', (qw(anna ben carl dora emil))[ rand 5 ], (qw(one.example two.example three.example))[ rand 3 ] }

sub begin {
    my $self = shift;
    my $id = sprintf '%X', $self->{serial} += 1 + int rand 9;
    return [
        "$id: client=host" . int(rand 50) . '.example',
        "$id: message-id=<" . int(rand 1e6) . '@mail.example>',
        "$id: from=<" . address() . '>, size=' . (500 + int rand 90_000),
        (map {"$id: to=<" . address() . '>, status=' . (rand() < 0.9 ? 'sent' : rand() < 0.5 ? 'deferred' : 'bounced')} 1 .. 1 + int rand 3),
        "$id: removed",
    ];
}

sub lines {
    my ($self, $count) = @_;
    my @lines;
    while (@lines < $count) {
        push @{ $self->{open} }, $self->begin while @{ $self->{open} } < 8;
        my $n = int rand @{ $self->{open} };
        push @lines, shift @{ $self->{open}[$n] };
        splice @{ $self->{open} }, $n, 1 unless @{ $self->{open}[$n] };
    }
    return @lines;
}

1;
