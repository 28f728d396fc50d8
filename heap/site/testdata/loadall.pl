use strict;
use warnings;
use File::Find ();
use Devel::MAT::Dumper ();

my ($lib, $dump) = @ARGV;
chdir $lib or die "$lib: $!";
unshift @INC, $lib;
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
my @modules;
File::Find::find({ no_chdir => 1, wanted => sub { push @modules, $_ if /\.pm\z/ } }, $lib);
my $loaded = 0;
for my $file (sort @modules) {
    (my $name = $file) =~ s{^\Q$lib\E/}{};
    local $SIG{ALRM} = sub { die "slow" };
    alarm 20;
    $loaded++ if eval { require $name; 1 };
    alarm 0;
}
Devel::MAT::Dumper::dump($dump);
