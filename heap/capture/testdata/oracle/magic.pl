# Magic of every kind that plain perl makes.
use strict; use warnings; no warnings qw(once void);
use Scalar::Util qw(weaken dualvar); use List::Util qw(first);
our @isa_user; package Base { sub new { bless {}, shift } } package Kid { our @ISA = 'Base'; use overload '""' => sub { 'kid' }, '+' => sub { 7 }, '<=>' => sub { 0 }, 'bool' => sub { 1 }, '&{}' => sub { sub { 1 } } }
my $kid = Kid->new; my $text = "a string to look into"; my $sub = \substr($text, 2, 4); my $vec = \vec($text, 3, 8); my $pos = \pos($text); $text =~ /t/g; my %counted = (a => 1, b => 2); my $keys = \keys(%counted); my $len = \$#{ [1, 2, 3] };
my @bounded = (1 .. 9); my $last = \$#bounded; my $env = \$ENV{PATH}; my $sig = \$SIG{INT}; $SIG{INT} = sub { 1 }; my $capture = \$1; "xyz" =~ /(y)/; my $isa = \@Kid::ISA; my $isa_elem = \$Kid::ISA[0];
my %weak = (self => $kid, other => \@bounded); weaken($weak{self}); weaken($weak{other}); my $dual = dualvar(5, "five"); my $version = v1.22.333; my $num = "42abc"; { no warnings; $num += 0 }
my $utf8 = "\x{100}abc\x{20ac}" x 30; my $l = length $utf8; my $i = index $utf8, "\x{20ac}"; pos($utf8) = 5; sub elem : lvalue { $_[0] } my %h; my $defer = sub { \$_[0] }->($h{not_there}); my @a; my $defer_av = sub { \$_[0] }->($a[7]); my $ref_to_elem = \$h{there};
my $tr = "hello"; (my $copy = $tr) =~ tr/a-y/b-z/; study $tr; my $fm = "fbm"; my $found = index($text, "look"); my $regexp = qr/x(?<name>y)?/; "xy" =~ $regexp; my @named = \%+; my $bits = ""; vec($bits, 100, 1) = 1; my $stringified = "$kid"; my $warn = \${^WARNING_BITS}; my $hints = \%^H;
BEGIN { $^H{myhint} = 5; $^H |= 0x20000 } my $hinted = eval q{ sub { (caller 0)[10] } }; $hinted->(); my @caller = (sub { caller 0 })->(); local $@ = bless [1], 'Oops'; my $glob = *STDOUT; my $globref = \*{"main::Made"} if 0; my $copy_glob = \(my $g = *STDERR); my $taint = $0;
use constant LIST => (1, 2, 3); use constant {A => 1, B => [2]}; my $interpolated = "@{[LIST]} $text"; my $sv = \ substr(my $temp = "gone", 1); our $nonelem = \$_[0] for 1; my $obj = bless \ (my $o = 1), 'Scalar::Obj'; sub Scalar::Obj::DESTROY { } sub Base::AUTOLOAD { our $AUTOLOAD } eval { $kid->missing };
Devel::MAT::Dumper::dump($ARGV[0]);
