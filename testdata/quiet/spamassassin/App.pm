package App;

# A mail filter by SpamAssassin with rules of its own and no network: letters,
# HTML, spam, broken messages; reports are written, and messages rewritten.
use strict;
use warnings;
use File::Basename 'dirname';
use File::Temp 'tempdir';
use Mail::SpamAssassin;

my $home   = tempdir(CLEANUP => 1);
my $rules  = dirname(__FILE__) . '/rules';
my $filter = Mail::SpamAssassin->new({
    dont_copy_prefs      => 1,
    home_dir_for_helpers => $home,
    local_tests_only     => 1,
    rules_filename       => $rules,
    site_rules_filename  => $rules,
    userprefs_filename   => "$home/user_prefs",
    userstate_dir        => $home,
});
$filter->compile_now(0);
my %sum;

sub steps { return 10, 80, 80 }

sub work {
    my ($class, $n) = @_;
    for my $text (letter($n), $n % 3 ? () : spam($n), $n % 5 ? () : broken($n)) {
        my $mail   = $filter->parse($text);
        my $status = $filter->check($mail);
        $sum{ $status->is_spam ? 'spam' : 'ham' }++;
        $status->get_names_of_tests_hit;
        $status->get_report if $n % 4 == 0;
        $status->rewrite_mail;
        $status->finish;
        $mail->finish;
    }
    return;
}

sub header {
    my ($n, $subject, $type) = @_;
    return "Received: from relay$n.example (relay$n.example [192.0.2." . $n % 250 . "]) by mx.example; Mon, 2 Jun 2025 10:00:00 +0000\n"
        . 'From: "Person ' . $n . '" <person' . $n % 40 . ($n % 2 ? '@friends.example' : '@other.example') . ">\nTo: me\@home.example\n"
        . "Subject: $subject\nMessage-ID: <$n\@mx.example>\nDate: Mon, 2 Jun 2025 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: $type\n\n";
}

sub letter {
    my ($n) = @_;
    return header($n, "About Tuesday $n", 'text/plain; charset=UTF-8')
        . join '', map { "Line $_ of letter $n, see https://site$n.example/page/$_ and write to a$_\@b.example.\n" } 1 .. 12;
}

sub spam {
    my ($n) = @_;
    return header($n, 'ACT NOW !!', 'multipart/alternative; boundary="x"')
        . "--x\nContent-Type: text/plain\n\nTwelve million dollars and c1alis at http://192.0.2.7/$n\n"
        . "--x\nContent-Type: text/html\n\n<html><body><p style='font-size:0'>hidden $n</p><a href='http://192.0.2.7/$n'>here</a></body></html>\n--x--\n";
}

sub broken {
    my ($n) = @_;
    return "Subject: =?utf-8?B?broken\nContent-Type: multipart/mixed; boundary=missing\n\n\xff\xfe$n\n";
}

1;
