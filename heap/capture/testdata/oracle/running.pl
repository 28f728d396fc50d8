# A dump from inside everything that perl calls: sort, map, a regular
# expression, a substitution, overloading, a destructor, a signal, a BEGIN.
use strict; use warnings; no warnings qw(once void); use List::Util qw(first reduce); use re 'eval';
our $file = $ARGV[0]; package Over { use overload '<=>' => sub { main::inside('overload'); 0 }, '""' => sub { 'text' } } package Gone { sub DESTROY { my $self = shift; main::step($self->{next}) } } package main;
our @steps; my $dumped = 0;
sub inside { my ($where) = @_; my $next = shift @steps; return $next ? $next->($where) : $dumped++ || Devel::MAT::Dumper::dump($file); } sub step { $_[0]->() if $_[0] }
@steps = (
    sub { my @sorted = sort { inside('sort'); $a <=> $b } 3, 1, 2 }, sub { my @sorted = sort by_name 'b', 'a' }, sub { my @m = map { my $x = $_; { x => $x, r => inside('map') } } 1 .. 3 }, sub { my @g = grep { inside('grep') } [1], [2] },
    sub { "abcd" =~ /b(?{ inside('regexp') })(c)/ }, sub { (my $s = "x1y2") =~ s/(\d)/inside("s $1")/ge }, sub { my $o = bless {}, 'Over'; $o <=> 1 }, sub { { my $g = bless { next => sub { inside('destroy') } }, 'Gone' } 1 },
    sub { local $SIG{USR2} = sub { inside("signal @_") }; kill USR2 => $$; select undef, undef, undef, 0.1 }, sub { first { inside('first') } 1, 2 }, sub { reduce { inside('reduce'); $a + $b } 1, 2, 3 }, sub { eval { inside('eval'); 1 }; die if $@ }, sub { eval "my \$in_eval = 5; inside('string eval'); 1" or die },
    sub { eval "BEGIN { inside('begin') } 1" or die }, sub { local $SIG{__WARN__} = sub { inside("warn @_") }; warn "a warning" }, sub { local $SIG{__DIE__} = sub { inside("die @_") }; eval { die { code => 5 } } }, sub { eval { $file->nothing } ; AUTO->missing(1) }, sub { for my $i (1 .. 3) { foreach my $j (reverse 1 .. 2) { while (my ($k, $v) = each %{ { a => 1 } }) { return inside('loops') } } } }, sub { my $x = do { local $_ = 5; inside('do') } }, sub { unshift @INC, sub { inside("require @_"); return }; eval { require No::Such::Module }; shift @INC }, sub { (sub : lvalue { inside('lvalue'); my $x })->() = 5 }, sub { return (1, 2, inside('list'), 4)[2] }, sub { inside('last') });
sub by_name { inside('by name'); $a cmp $b } sub AUTO::AUTOLOAD { our $AUTOLOAD; goto &inside } sub AUTO::DESTROY { } inside('start');
