# Loads all modules below a folder and writes a dump, and beside it, for each
# sub whose text has BEGIN{::MARK(n,CORE::__SUB__)} behind its opening brace, a
# line with n and the address of the CODE that perl was compiling there.
use strict;
use warnings;
use B ();
use File::Find ();
use Devel::MAT::Dumper ();

my ($lib, $dump, $marks) = @ARGV;
my %compiled;
sub MARK { my ($n, $begin) = @_; my $cv = B::svref_2object($begin)->OUTSIDE; $compiled{$n} = $$cv }

chdir $lib or die "$lib: $!";
unshift @INC, $lib;
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
open STDIN, '<', '/dev/null';
my @modules;
File::Find::find({ no_chdir => 1, wanted => sub { push @modules, $_ if /\.pm\z/ } }, $lib);
my %failed;
for my $file (sort @modules) {
    (my $name = $file) =~ s{^\Q$lib\E/}{};
    local $SIG{ALRM} = sub { die "slow" };
    alarm 20;
    eval { require $name; 1 } or $failed{$name} = 1;
    alarm 0;
}
open my $fh, '>', $marks or die "$marks: $!";
printf $fh "%s\t%x\n", $_, $compiled{$_} for sort { $a <=> $b } keys %compiled;
print $fh "failed\t$_\n" for sort keys %failed;
close $fh or die "$marks: $!";
Devel::MAT::Dumper::dump($dump);
POSIX::_exit(0) if defined &POSIX::_exit;
