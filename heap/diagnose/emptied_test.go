package diagnose

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/path"
)

// finderIn is one without a heap, for a single text.
func finderIn(t *testing.T, x *text) *finder {
	return &finder{facts: &facts{ctx: t.Context()}, src: &sources{own: []*text{x}, texts: map[string]*text{}, packages: map[string]bool{"X": true}}}
}

// TestEmptied: what the program empties again and again has only what came since; a reply
// that may never come, or a sub that nobody calls, empties nothing.
func TestEmptied(t *testing.T) {
	for code, want := range map[string]bool{
		"sub tick { if ($now - $last > 60) { %h = () } }":                                                       true,
		"sub tick { return if $now < $due; %h = () }":                                                           true,
		"sub day { $day = shift; %h = () if $day ne $last }":                                                    true,
		"sub day { $day = shift; %h = () unless $day eq $last }":                                                true,
		"sub day { $day = shift; return if $day eq $last; %h = () }":                                            true,
		"sub day { $day = shift; %h = () if !($day eq $last) }":                                                 true,
		"sub day { $day = shift; %h = () if $day eq $end }":                                                     false,
		"sub day { $day = shift; return if $day ne $end; %h = () }":                                             false,
		"sub add { %h = () if ++$n % 100 == 0 }":                                                                true,
		"sub add { %h = () if $n > 0 }":                                                                         false,
		"sub add { %h = () if $cmd eq 'reset' }":                                                                false,
		"sub flush { return unless send(); %h = () }\nsub run { flush() }":                                      false,
		"sub flush { %h = () }":                                                                                 false,
		"sub flush { %h = () }\nsub run { flush() }":                                                            true,
		"sub flush { %h = () }\nsub run { flush() if $ok }":                                                     false,
		"sub flush { %h = () }\nsub run { flush() if ++$n > 99 }":                                               true,
		"sub flush { %h = () }\nsub run { on(sub { flush() }) }":                                                false,
		"sub flush { %h = () }\nMojo::IOLoop->recurring(60 => sub { flush() });":                                true,
		"sub flush { my $k = $_[0]; %h = (); $k->delay(flush => 60) }":                                          true,
		"sub flush { my $k = $_[0]; %h = (); $k->delay(other => 60) }":                                          false,
		"while (my $job = next_job()) { work($job); %h = () }":                                                  false,
		"for my $job (@jobs) { work($job); %h = () }":                                                           true,
		"sub new { my $self = {}; %h = () if $now - $last > 60; return $self }":                                 false,
		"sub tick { my @all = @h; @h = (); for my $t (@all) { push @h, $t if $t->{due} } }\nsub run { tick() }": false,
		"sub tick { my @all = @h; @h = (); for my $t (@all) { push @other, $t } }\nsub run { tick() }":          true,
		"start();\nsub start { %h = () }":                                                                       false,
		"sub take { my @all = splice @h; return @all }\nsub run { take() }\nsub other { push @h, 1 }":           true,
	} {
		x := textOf(code)
		f := finderIn(t, x)
		w := wanted{name: "h", sigil: '%'}
		if strings.Contains(code, "@h") {
			w.sigil, w.array = '@', true
		}
		if got := f.emptying(x.removals(w, -1, nil), x.stores(w)); (got >= 0) != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestDelegated: attributes let others take things out.
func TestDelegated(t *testing.T) {
	for code, want := range map[string]bool{
		"has h => (is => 'ro', traits => ['Array'], handles => { add => 'push', clear => 'clear' });\nsub day { my $self = shift; $self->clear if $self->date != $today }": true,
		"has h => (is => 'ro', handles => { add => 'push', none => 'is_empty' });\nsub day { my $self = shift; $self->none if $self->date != $today }":                     false,
		"has h => (is => 'lazy', clearer => 1);\nsub day { my $self = shift; $self->clear_h if $self->date != $today }":                                                    true,
		"has _h => (is => 'lazy', clearer => 'forget');\nsub day { my $self = shift; $self->forget if $self->date != $today }":                                             false,
		"has h => (is => 'lazy', clearer => 'forget');\nsub day { my $self = shift; $self->forget if $self->date != $today }":                                              true,
	} {
		x := textOf("package X;\n" + code)
		f := finderIn(t, x)
		if got := f.emptying(f.delegatedRemovals(x, wanted{name: "h"}, ""), nil); (got >= 0) != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestReuses: a pool makes one only if it is empty.
func TestReuses(t *testing.T) {
	for code, want := range map[string]bool{
		"sub take { my $b = pop @h; if (!$b) { $b = Brush->new } return $b }\nsub give { push @h, shift }":            true,
		"sub take { return pop(@h) || Brush->new }":                                                                   true,
		"sub take { return pop @h if @h; return Brush->new }":                                                         true,
		"sub take { return pop @h if $old; return Brush->new }":                                                       false,
		"sub take { return pop @h }\nsub give { push @h, Brush->new }":                                                false,
		"sub take { my $b = pop @h // make(); return $b }\nsub make { return Brush->new }":                            true,
		"sub take { my $b = pop @h // make(); return $b }\nsub make { return Brush->new }\nsub more { give(make()) }": false,
		"sub take { my $b = pop @h; return $b || Brush->new }\nsub give { push @h, Brush->new }":                      false,
	} {
		x := textOf(code)
		f := finderIn(t, x)
		c := &collection{collector: &collector{}, collecting: collecting{in: path.Found{Path: path.New(path.Step{Kind: path.Lexical, Text: "@h"})}, most: content{what: isObject, key: "Brush"}}}
		if _, got := f.refilling(c, x.removals(wanted{name: "h", sigil: '@', array: true}, -1, nil)); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestReadsToEnd: a file that was opened once has no more than it has.
func TestReadsToEnd(t *testing.T) {
	open := "open my $fh, '<', $file or die;\n"
	for code, want := range map[string]bool{
		open + "sub some { while (my $line = <$fh>) { $h{$line} = 1; last if ++$n % 9 == 0 } }":                  true,
		open + "sub some { my $row = $csv->getline($fh) or return; $h{ $row->[0] } = $row }":                     true,
		open + "sub some { my $row = $csv->getline($other) or return; $h{ $row->[0] } = $row }":                  false,
		open + "sub some { my $line = <$fh>; $h{$line} = 1 }":                                                    false,
		open + "sub some { seek($fh, 0, 1); while (my $line = <$fh>) { $h{$line} = 1 } }":                        false,
		"sub some { " + open + "while (my $line = <$fh>) { $h{$line} = 1 } }":                                    false,
		open + "while (my $line = <$fh>) { add($line) }\nsub add { $h{ $_[0] } = 1 }":                            true,
		open + "while (my $line = <$fh>) { add($line) }\nsub add { $h{ $_[0] } = 1 }\nsub other { add(rand) }":   false,
		open + "sub some { my $line = <$fh>; return if eof $fh; $h{$line} = 1 }":                                 true,
		open + "sub some { my $line = <$fh>; return if eof; $h{$line} = 1 }":                                     true,
		open + "sub some { my $line = <$fh>; return if $fh->eof; $h{$line} = 1 }":                                true,
		open + "sub some { my $line = <$fh>; # never at eof of it\n $h{$line} = 1 }":                             false,
		open + "sub some { my $line = <$fh>; $h{$line} = 'at eof of it' }":                                       false,
		open + "sub some { my $line = <$fh>; $h{$line} = qq{eof ($fh)} }":                                        false,
		open + "sub some { my $line = <$fh>; $h{$line} = $eof + $o{eof} }":                                       false,
		open + "sub some { my $line = <$fh>; $h{$line} = { eof => 1 } }":                                         false,
		open + "sub some { my $line = <$fh>;\n\n=pod\n\nuntil eof $fh\n\n=cut\n\n $h{$line} = 1 }":               false,
		open + "# no seek ($fh)\nsub some { while (my $line = <$fh>) { $h{$line} = 1; last if ++$n % 9 == 0 } }": true,
		open + "sub some { my $line = <$in>; # while (<$fh>)\n $h{$line} = 1 }":                                  false,
		"open my $fh, '-|', 'tail -f log';\nsub some { while (my $line = <$fh>) { $h{$line} = 1; last if $n } }": false,
	} {
		x := textOf(code)
		f := finderIn(t, x)
		all := x.stores(wanted{name: "h", sigil: '%'})
		if len(all) == 0 {
			t.Fatalf("%q stores nothing", code)
		}
		if got := f.readsToEnd(&all[0]); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}

// TestGivenLimit: a module is told how much it may keep.
func TestGivenLimit(t *testing.T) {
	for code, want := range map[string]bool{
		"my $c = CHI->new(driver => 'Memory', max_size => 1000);":       true,
		"my $c = CHI->new(driver => 'Memory', expires_in => 1000);":     false,
		"my $c = Other->new(max_size => 1000);":                         false,
		"my $c = CHI::Stats->new(max_size => 1000);":                    false,
		"my $c = CHI::Driver::Memory->new(max_size => 1000);":           true,
		"my $c = CHI->new(driver => 'Memory'); my %o = (max => 1000);":  false,
		"my $c = CHI->new(driver => 'Memory', max_pages => 5);":         true,
		"my $c = CHI->new(driver => 'Memory', max_retries => 5);":       false,
		"my $c = CHI->new(driver => 'Memory', max_request_size => 99);": false,
	} {
		f := finderIn(t, textOf(code))
		if _, got := f.limiting("CHI::Driver::Memory"); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestPartsOfKey: keys consist of words, and short ones of characters.
func TestPartsOfKey(t *testing.T) {
	for key, want := range map[string]int{"3|12|express": 3, "a7f": 3, "a7f0c": 1, "10,20": 2, "x": 1} {
		if got := len(partsOfKey([]byte(key))); got != want {
			t.Errorf("%s has %d parts, want %d", key, got, want)
		}
	}
}
