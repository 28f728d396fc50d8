# Handles: layers, in memory, duplicated, sockets, pipes, directories, closed.
use strict; use warnings; no warnings 'once';
use Socket; use IO::Handle; use IO::File; 
open my $plain, '<', $0; open my $utf8, '<:encoding(UTF-8)', $0; my $line = <$utf8>; open my $crlf, '<:crlf', $0; open my $raw, '<:raw', $0; open my $mem, '<', \"in memory\nsecond"; my $first = <$mem>; open my $out, '>', \ my $written; print $out "x" x 100; open my $dup, '<&', $plain; open my $same, '<&=', $plain; open my $append, '+<', '/dev/null'; opendir my $dir, '/'; my $entry = readdir $dir; pipe my $r, my $w; socketpair my $s1, my $s2, AF_UNIX, SOCK_STREAM, PF_UNSPEC; socket my $sock, PF_INET, SOCK_STREAM, 0; close $raw; open BARE, '<', $0; our $bare = \*BARE; my $copied = *BARE{IO}; my $io = IO::File->new($0); my $tmp = IO::File->new_tmpfile; binmode $io, ':utf8'; binmode STDERR, ':encoding(latin1)'; open my $unbuf, '<:unix', $0; open my $stdio, '<:perlio', $0; $w->autoflush(1); my $old = select $w; select $old; my %by_fd = map { (fileno($_) // -1) => $_ } $plain, $utf8, $crlf, $r, $w, $s1; local *ANON; open ANON, '<', $0; my $fh = do { no warnings; local *FH; open FH, '<', $0; *FH }; my $unlinked = \*{'main::UNUSED'} if 0; my $data = \*DATA; my $eof = eof $data; stat $plain; -e $0; my $stat = \*_;
Devel::MAT::Dumper::dump($ARGV[0]);
__DATA__
some data
