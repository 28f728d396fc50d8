package Club::Mailer;
use strict;
use warnings;
use Email::MIME;
use Template;
use Club::Texts;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, spool => [], count => 0}, $class;
}

sub engine {
    my ($self, $member) = @_;
    return Template->new({
        PLUGIN_BASE => 'Club::Filter',
        TRIM        => 1,
        VARIABLES   => {member => $member, club => 'Club of 1899', paragraph => \&Club::Texts::paragraph},
    }) || die Template->error;
}

sub send {
    my ($self, $kind, $member) = @_;
    my $engine = $self->engine($member);
    my $body   = '';
    $engine->process(Club::Texts::template($kind), {}, \$body) or die $engine->error;
    my $mail = Email::MIME->create(
        header_str => [From => $self->{sender}, To => $member->{mail}, Subject => Club::Texts::subject($kind)],
        attributes => {content_type => 'text/plain', charset => 'UTF-8', encoding => 'quoted-printable'},
        body_str   => $body,
    );
    push @{ $self->{spool} }, $mail;
    return;
}

sub deliver {
    my $self = shift;
    my $done = 0;
    while (my $mail = shift @{ $self->{spool} }) {
        $done++ if length $mail->as_string;
    }
    $self->{count} += $done;
    return $done;
}

1;
