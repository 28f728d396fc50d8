package App;

# A mailing list by Mail::Box and Email::MIME: letters with attachments are made,
# put into a folder, read, answered and deleted; folders are opened and
# closed; some letters are broken. The newest thirty stay.
use strict;
use warnings;
use Email::MIME;
use File::Temp 'tempdir';
use Mail::Box::Manager;
use Mail::Message;

my $dir     = tempdir(CLEANUP => 1);
my $manager = Mail::Box::Manager->new(folderdir => $dir, log => 'NONE', trace => 'NONE');

sub steps { return 5, 22, 22 }

sub work {
    my ($class, $n) = @_;
    my $folder = $manager->open("$dir/list", type => 'mbox', access => 'rw', create => 1, lock_type => 'NONE');
    for my $i (1 .. 2) {
        $folder->addMessage(Mail::Message->read(letter("$n.$i", $n > 3 ? $n - 3 . ".$i" : undef)->as_string));
    }
    $folder->addMessage(Mail::Message->read("Subject: torn\nContent-Type: multipart/mixed; boundary=none\n\nnumber $n\n")) if $n % 5 == 0;
    for my $message ($folder->messages) {
        my $mime = Email::MIME->new($message->string);
        $mime->walk_parts(sub { my ($part) = @_; $part->subparts or eval { $part->body_str } });
    }
    my $answer = $folder->message(-1)->reply(prelude => "You wrote\n", body => Mail::Message::Body->new(data => "yes $n\n"));
    my @all = $folder->messages;
    $_->delete for @all > 30 ? @all[ 0 .. $#all - 30 ] : ();
    $folder->close;
    return;
}

sub letter {
    my ($id, $before) = @_;
    return Email::MIME->create(
        header_str => [
            From => "person\@list.example", To => 'list@list.example', Subject => "Letter \x{e9} $id",
            'Message-ID' => "<$id\@list.example>", $before ? ('In-Reply-To' => "<$before\@list.example>") : (),
        ],
        parts => [
            Email::MIME->create(attributes => { content_type => 'text/plain', charset => 'UTF-8', encoding => 'quoted-printable' }, body_str => "Hello \x{20ac} $id\n" x 5),
            Email::MIME->create(attributes => { content_type => 'image/png', filename => "p$id.png", encoding => 'base64' }, body => "\x89PNG" . chr(7) x 400),
        ],
    );
}

1;
