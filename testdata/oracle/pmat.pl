#!/usr/bin/perl
# pmat.pl DUMP < COMMANDS: runs each line as a command of pmat, all in one
# process, and prints it behind a line "\x01COMMAND"; what a command dies of is
# printed as "died: MESSAGE".
use v5.14;
use warnings;
use Devel::MAT;
use Devel::MAT::Cmd::Terminal;
use Devel::MAT::InternalTools;
use Commandable::Invocation;

binmode STDOUT, ':encoding(UTF-8)';
my $mat = Devel::MAT->load( shift // die "usage: $0 DUMP\n" );
while ( my $line = <STDIN> ) {
    chomp $line;
    print "\x01$line\n";
    my $ok = eval {
        local $SIG{ALRM} = sub { die "timeout\n" };
        local $SIG{__WARN__} = sub { };
        alarm 60;
        $mat->run_command( Commandable::Invocation->new($line) );
        Devel::MAT::Tool::more->run while Devel::MAT::Tool::more->can_more;
        alarm 0;
        1;
    };
    print "died: ", $@ =~ s/\n.*//sr, "\n" if !$ok;
}
