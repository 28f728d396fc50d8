package diagnose

import (
	"slices"
	"strconv"
	"testing"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

func textOf(code string) *text {
	return newText(&site.Text{Path: "/p/X.pm", Bytes: []byte(code), File: perl.Scan([]byte(code))})
}

// TestLimitsOfHash: what is evicted limits a table, what is done with does not.
func TestLimitsOfHash(t *testing.T) {
	h := path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"})
	store := "sub a {\n  my ($self, $id) = @_;\n  $self->{h}{$id} = [];\n"
	cases := map[string]bool{
		store + "}\nsub b { my ($self, $id) = @_; delete $self->{h}{$id} }":                                                                                 false,
		store + "  work();\n  delete $self->{h}{$id};\n}":                                                                                                   false,
		store + "  my ($old) = sort keys %{ $self->{h} };\n  delete $self->{h}{$old};\n}":                                                                   true,
		store + "  $self->trim;\n}\nsub trim { my $self = shift; my $old = shift @{ $self->{order} }; delete $self->{h}{$old} }":                            true,
		store + "  $self->trim;\n}\nsub trim { my $self = shift; my $first = $self->{order}[0]; delete $self->{h}{ $first->[1] } }":                         true,
		store + "  $self->done($id);\n}\nsub done { my ($self, $id) = @_; delete $self->{h}{$id} }":                                                         false,
		store + "  $self->{on} = sub { my $old = shift @{ $self->{order} }; delete $self->{h}{$old} };\n}":                                                  false,
		store + "  shift @{ $self->{h}{$id} } while @{ $self->{h}{$id} } > 9;\n}":                                                                           false,
		store + "  my $all = $self->{h}{$id}; shift @$all while @$all > 9;\n}":                                                                              false,
		store + "  for my $k (keys %{ $self->{h}{$id} }) { delete $self->{h}{$id}{$k} if $k < 9 }\n}":                                                       false,
		store + "  splice @{ $self->{h}{$id}{new} }, 9;\n}":                                                                                                 false,
		store + "  $self->flush if ++$self->{n} > 99;\n}\nsub flush { my $self = shift; $self->{h} = {} }":                                                  true,
		store + "  $self->flush;\n}\nsub flush { my $self = shift; return unless $self->send; $self->{h} = {} }":                                            false,
		store + "  warn 'empty' if keys %{ $self->{h} } > 0;\n}":                                                                                            false,
		store + "  warn 'several' if keys %{ $self->{h} } > 1;\n}":                                                                                          false,
		store + "  warn 'several' if 1 < keys %{ $self->{h} };\n}":                                                                                          false,
		store + "  warn 'several' if keys %{ $self->{h} } >= 2;\n}":                                                                                         false,
		store + "  warn 'some' if keys %{ $self->{h} } > 0x0;\n}":                                                                                           false,
		store + "  warn 'several' if keys %{ $self->{h} } >= 3;\n}":                                                                                         true,
		store + "  delete $self->{h}{shift()};\n}":                                                                                                          false,
		store + "  delete $self->{h}{+shift};\n}":                                                                                                           false,
		store + "  delete $self->{h}{shift @_};\n}":                                                                                                         false,
		store + "  delete $self->{h}{shift @{ $self->{order} }};\n}":                                                                                        true,
		store + "  my $old = shift; my $k = sort_key($old);\n  delete $self->{h}{$k};\n}":                                                                   false,
		store + "  my $k = minify($id);\n  delete $self->{h}{$k};\n}":                                                                                       false,
		store + "  my $k = min keys %{ $self->{h} };\n  delete $self->{h}{$k};\n}":                                                                          true,
		store + "  my $k = $self->{id};\n  delete $self->{h}{$k};\n}":                                                                                       false,
		store + "  delete @{ $self->{h} }{@_};\n}":                                                                                                          false,
		store + "  my @old = grep { $_ < 9 } keys %{ $self->{h} };\n  delete @{ $self->{h} }{@old};\n}":                                                     true,
		store + "  $self->flush if $self->size > 99;\n}\nsub flush { my $self = shift; $self->{h} = {} }":                                                   true,
		store + "}\nsub size { my $self = shift; return scalar keys %{ $self->{h} } }\nsub b { die if $_[0]->size > 99 }":                                   true,
		store + "}\nsub size { my $self = shift; return scalar keys %{ $self->{i} } }\nsub b { die if $_[0]->size > 99 }":                                   false,
		store + "  my $n = keys %{ $self->{h} };\n  die 'full' if $n > 99;\n}":                                                                              true,
		store + "  my $n = keys %{ $self->{i} };\n  die 'full' if $n > 99;\n}":                                                                              false,
		store + "  my $h = $self->{h}{$id};\n  die 'full' if @$h > 99;\n}":                                                                                  false,
		store + "  my $h = $self->{h};\n  die 'full' if keys %$h > 99;\n}":                                                                                  true,
		store + "  die 'full' if keys %{ $self->{h} } > 1000;\n}":                                                                                           true,
		store + "  $self->evict while $self->{n} > $self->{max};\n}\nsub evict { my $self = shift; my $n = $self->{tail}; delete $self->{h}{ $n->{key} } }": true,
		store + "  $self->evict;\n}\nsub evict { my $self = shift; my $n = $self->{tail}; delete $self->{h}{ $n->{key} } }":                                 false,
		store + "  $self->done($id) if $self->{n} > 9;\n}\nsub done { my ($self, $of) = @_; delete $self->{h}{ $of->{key} } }":                              false,
		store + "  if ($self->{n} > 9) {\n my $n = $self->{tail};\n delete $self->{h}{ $n->{key} };\n}\n}":                                                  true,
		store + "  $self->flush unless ++$self->{n} % 100;\n}\nsub flush { my $self = shift; $self->{h} = {} }":                                             true,
		store + "  $self->flush if $self->{day} ne $id;\n}\nsub flush { my $self = shift; $self->{h} = {} }":                                                true,
		store + "  $self->flush if $self->{n} > 0;\n}\nsub flush { my $self = shift; $self->{h} = {} }":                                                     false,
		store + "  return if $self->{n} < 99;\n  $self->{h} = {};\n}":                                                                                       true,
	}
	for code, want := range cases {
		line, s := best(t, h, false, false, code)
		if line != 4 {
			t.Errorf("%q: the store is on line 4, not %d", code, line)
		} else if got := s.bounded(); (got != "") != want {
			t.Errorf("%q: bounded is %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool {
		_, s := best(t, h, false, false, code)
		return s.bounded() != ""
	})
}

// TestSweeps: a statement that goes through all of a container limits it from
// anywhere.
func TestSweeps(t *testing.T) {
	cases := map[string]bool{
		"sub s { my $self = shift; for my $k (keys %{ $self->{h} }) { delete $self->{h}{$k} if old($k) } }": true,
		"sub s { my $self = shift; my $all = $self->{h}; while (my ($k) = each %h) { delete $h{$k} } }":     true,
		"sub s { later(sub { for my $k (keys %h) { delete $h{$k} } }) }":                                    false,
		"sub s { later(sub { @h = grep { $_->{t} } @h }) }":                                                 false,
		"sub s { Mojo::IOLoop->recurring(60 => sub { for my $k (keys %h) { delete $h{$k} } }) }":            true,
		"sub s { $t = AnyEvent->timer(interval => 9, cb => sub { @h = grep { $_->{t} } @h }) }":             true,
		"sub s { my @done = sort grep { $h{$_} } keys %h; my $n = @done - 9; delete @h{ @done[0 .. $n] } }": true,
		"sub DESTROY { my $self = shift; my $id = $self->{id}; delete $h{$id} }":                            false,
		"sub s { my $eachOther = shift; my $k = eachOther($eachOther); delete $h{$k} }":                     false,
		"sub s { delete $h{shift()} }":                                                      false,
		"sub s { @h = tail 9, @h }":                                                         true,
		"sub s { @h = first_n(9, @h) }":                                                     false,
		"my (%h, @order); while (1) { my $old = shift @order; delete $h{$old} }":            true,
		"my %h; while (1) { my $old = read_one(); delete $h{$old} }\nsub a { my $x = 1; }":  false,
		"sub s { delete $h{$_} for grep { $h{$_} < 9 } keys %h }":                           true,
		"sub s { my $self = shift; $self->{h} = [ grep { $_->{t} > 9 } @{ $self->{h} } ] }": true,
		"sub s { my ($self, @ids) = @_; for my $id (@ids) { delete $self->{h}{$id} } }":     false,
		"sub s { my ($self, $id) = @_; delete $self->{h}{$id} }":                            false,
		"sub s { my $self = shift; $self->{h} = [ @{ $self->{h} }, 1 ] }":                   false,
	}
	for code, want := range cases {
		if got := textOf(code).sweeps("h", -1); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool { return textOf(code).sweeps("h", -1) != "" })
}

// TestRing: an index that is a remainder, or is made one, limits an array.
func TestRing(t *testing.T) {
	cases := map[string]bool{
		"sub a { my ($self, $x) = @_; my $i = $self->{n}++ & 1023;\n$self->{h}[$i] = $x }":                                                                      true,
		"sub a { my ($self, $x) = @_; my $i = $self->{n}++;\n$self->{h}[$i] = $x if $i < $self->{most} }":                                                       true,
		"sub a { my ($self, $x) = @_; my $i = $self->{n}++;\n$self->{h}[$i] = $x if $x < $self->{most} }":                                                       false,
		"sub a { my ($self, $i) = @_; return if $i < 0 || $i >= $most;\n$self->{h}[$i] ||= {} }":                                                                true,
		"sub a { my ($self, $i) = @_; return if $i >= $most && $late;\n$self->{h}[$i] ||= {} }":                                                                 false,
		"sub a { my ($self, $i) = @_; die 'bad index' unless $i >= 0;\n$self->{h}[$i] ||= {} }":                                                                 false,
		"sub a { my ($self, $i) = @_; return unless $i < $most;\n$self->{h}[$i] ||= {} }":                                                                       true,
		"sub a { my ($self, $i) = @_; return if $i < 0;\n$self->{h}[$i] ||= {} }":                                                                               false,
		"sub _a { my ($self, $i) = @_;\n$self->{h}[$i] ||= {} }\nsub b { my ($self, $n) = @_; my $j = $n / 9; return if $j > 40; $self->_a($j) }":               true,
		"sub _a { my ($self, $i) = @_;\n$self->{h}[$i] ||= {} }\nsub b { my ($self, $n) = @_; my $j = $n / 9; return if $j > 40; $self->_a($j); later(\\&_a) }": false,
		"sub a { my ($self, $i) = @_;\n$self->{h}[$i] ||= {} }\nsub b { my ($self, $n) = @_; my $j = $n / 9; return if $j > 40; $self->a($j) }":                 false,
		"sub _a { my ($self, $i) = @_;\n$self->{h}[$i] ||= {} }\nsub b { my ($self, $j) = @_; return if $j > 40; $self->_a($j) }\nsub c { $self->_a($n) }":      false,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{n}++ % 100 ] = $x }":                                                                                 true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{at} = ($self->{at} + 1) % 100 }":                                                 true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->at ] = $x; $self->at(($self->at + 1) % $self->size) }":                                                true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{at}++; $self->{odd} = $self->{n} % 2 }":                                          false,
		"sub at { my $self = shift; return $self->{n}++ % 9 }\nsub a { my ($self, $x) = @_;\n$self->{h}[ $self->at ] = $x }":                                    true,
		"sub at { my $self = shift; return $self->{n}++ }\nsub a { my ($self, $x) = @_;\n$self->{h}[ $self->at ] = $x }":                                        false,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{n}++ ] = $x }\nsub b { my $self = shift; $self->{h}[ $self->{m} % 7 ] }":                             false,
		"sub a { my ($self, $x, $i) = @_;\n$self->{h}[ $i ] = $x }\nsub b { my $i = 0; $i = ($i + 1) % 4 }":                                                     false,
		"sub a { my ($self, $x, $n, $i) = @_;\n$self->{h}[ $n ][ $i ] = $x; $i = ($i + 1) % 4 }":                                                                false,
		"my $i = 0; sub a { my ($self, $x) = @_;\n$self->{h}[ $i ] = $x }\nsub b { $i = ($i + 1) % 4 }":                                                         true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $x->{n} ] = $x }\nsub b { my $self = shift; $self->{n} = ($self->{n} + 1) % 4 }":                             false,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->at ] = $x; $self->at($self->at + 1) }":                                                                false,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{at} = 0 if ++$self->{at} >= 9 }":                                                 true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{at} = $self->{at} > 8 ? 0 : $self->{at} + 1 }":                                   true,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{at}++ if $self->{at} >= 9 }":                                                     false,
		"sub a { my ($self, $x) = @_;\n$self->{h}[ $self->{at} ] = $x; $self->{of} = 0 if ++$self->{of} >= 9 }":                                                 false,
	}
	for code, want := range cases {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		if got := s.bounded(); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		return s.bounded() != ""
	})
}

// TestAliases: a sub that gets a container stores into it, and limits it, under the
// name of its parameter.
func TestAliases(t *testing.T) {
	for code, want := range map[string]struct {
		line    perl.Line
		limited bool
	}{
		"sub a { my $self = shift; $self->add($self->{h}{$n} ||= [], 3) }\nsub add { my ($self, $list, $x) = @_;\npush @$list, $x; shift @$list while @$list > 9 }": {3, true},
		"sub a { my $self = shift; add($self->{h}{$n}, 3) }\nsub add { my $list = shift; my $x = shift;\npush @$list, $x }":                                         {3, false},
		"sub a { my $self = shift; add(1, $self->{h}{$n}) }\nsub add ($x, $list) {\npush @$list, $x }":                                                              {3, false},
		"sub a { my $self = shift; add(1, $self->{h}{$n}) }\nsub add ($list, $x) {\npush @$list, $x }":                                                              {0, false},
	} {
		x := textOf("use v5.36;" + code)
		f := &finder{src: &sources{own: []*text{x}}}
		w := wanted{name: "h", array: true, nested: 1}
		found := f.passedStores(x, w)
		switch {
		case want.line == 0:
			if len(found) != 0 {
				t.Errorf("%q: stores on line %d", code, found[0].line)
			}
		case len(found) != 1 || found[0].line != want.line:
			t.Errorf("%q: %d stores, want one on line %d", code, len(found), want.line)
		case (found[0].bounded() != "") != want.limited:
			t.Errorf("%q: bounded is %q", code, found[0].bounded())
		}
	}
}

// TestNumbered: numbers drawn from a range are bounded by it, and counted ones are
// not.
func TestNumbered(t *testing.T) {
	keys := func(form string, numbers ...int) map[string]bool {
		all := map[string]bool{}
		for _, n := range numbers {
			all[form+strconv.Itoa(n)] = true
		}
		return all
	}
	spread := []int{3, 7, 12, 16, 22, 27, 33, 41, 48, 56}
	f := &finder{}
	var judged Suspect
	// 60 is not between them, but as near as they are to each other.
	if got := f.numbered(&judged, keys("k", spread...), keys("k", append([]int{5, 9, 11, 25, 30, 37, 40, 44, 50, 60}, spread...)...)); got != "10 of its 10 new keys are numbers in or near the range of those of the first dump" {
		t.Errorf("twenty numbers below sixty: %q", got)
	}
	if !slices.ContainsFunc(judged.Measures, func(m Measure) bool { return m.Threshold == keysInRange && m.Value == 1 }) {
		t.Errorf("the part of them is not among %v", judged.Measures)
	}
	for name, now := range map[string]map[string]bool{
		"counted":      keys("k", append([]int{101, 102, 103, 104, 105, 106, 107, 108, 130, 150}, spread...)...),
		"other form":   keys("j", 5, 9, 11, 25, 40, 41, 42, 60, 77, 80),
		"sparse range": keys("k", 5),
	} {
		then := keys("k", spread...)
		if name == "sparse range" {
			then = keys("k", 100, 2000000, 3000, 4000000, 5000, 600000, 7000, 8000, 9000, 10000)
			now = keys("k", 100, 2000000, 3000, 4000000, 5000, 600000, 7000, 8000, 9000, 10000, 20000, 30000)
		}
		if got := f.numbered(&Suspect{}, then, now); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestCounted: a sub that counts what it makes, and makes no more than so many, limits
// what it fills.
func TestCounted(t *testing.T) {
	head, store := "sub a {\n  my ($self, $x) = @_;\n", "  push @{ $self->{h} }, $x;\n"
	count := "  $self->{n}++;\n"
	cases := map[string]bool{
		head + "  die 'full' if $self->{n} >= $self->{max};\n" + count + store + "}":                                                                        true,
		head + "  return unless $self->{n} > 9;\n" + count + store + "}":                                                                                    false,
		head + "  return unless $self->{n} < 9;\n" + count + store + "}":                                                                                    true,
		head + "  return if !($self->{n} >= 9);\n" + count + store + "}":                                                                                    false,
		head + "  unless ($self->{n} >= $self->{max}) {\n" + count + store + "  }\n}":                                                                       true,
		"sub full { $_[0]{n} >= $_[0]{max} }\n" + head + "  return unless $self->full;\n" + count + store + "}":                                             false,
		"sub room { $_[0]{n} < $_[0]{max} }\n" + head + "  return unless $self->room;\n" + count + store + "}":                                              true,
		head + "  if ($self->{n} < $self->{max}) {\n" + count + store + "  }\n}":                                                                            true,
		head + "  die 'full' if $self->{m} >= $self->{max};\n" + count + store + "}":                                                                        false,
		head + "  warn 'many' if $self->{n} >= $self->{max};\n" + count + store + "}":                                                                       false,
		head + "  die 'full' if $self->{n} >= $self->{max};\n" + store + "}":                                                                                false,
		head + "  die 'full' if $self->{n} >= $self->{max};\n" + count + store + "}\nsub b { my $self = shift; $self->{n}-- }":                              false,
		head + "  die 'full' if $self->{n} >= $self->{max};\n" + count + store + "}\nsub b { my $self = shift; $self->{n} = 0 }":                            false,
		head + "  return if $x->{n} > 9;\n  $x->{n}++;\n" + store + "}":                                                                                     false,
		head + "  for (my $i = 0; $i < 9; $i++) {\n" + store + "  }\n}":                                                                                     false,
		head + "  warn 'slow' if $self->{n}++ < 3;\n" + store + "}":                                                                                         false,
		head + "  if (++$self->{n} <= 10) {\n  warn $x;\n  }\n" + store + "}":                                                                               false,
		head + "  return if ++$self->{n} > 1000 && $self->{quiet};\n" + store + "}":                                                                         false,
		"sub full { $_[0]{n} >= $_[0]{max} }\n" + head + "  return if $self->full;\n" + count + store + "}":                                                 true,
		"sub full { my ($self) = @_; return $self->{n} >= 9 }\n" + head + "  last if $self->full();\n" + count + store + "}":                                true,
		"sub full { my ($self) = @_; return ( $self->{n} >= 9 ); }\n" + head + "  return if $self->full;\n" + count + store + "}":                           true,
		"sub full { my ($self) = @_; return $self->{n} >= 9 ? 0 : 1 }\n" + head + "  return if $self->full;\n" + count + store + "}":                        false,
		"sub full { my ($self) = @_; if ($x) { $self->{n} >= 9 } }\n" + head + "  return if $self->full;\n" + count + store + "}":                           false,
		"sub full { my ($self) = @_; $self->{n} >= 9; 1 }\n" + head + "  return if $self->full;\n" + count + store + "}":                                    false,
		"sub full { my ($self) = @_; return !($self->{n} >= 9) }\n" + head + "  return if $self->full;\n" + count + store + "}":                             false,
		head + "  if ($self->{n} >= $self->{max}) {\n    warn 'full';\n    return;\n  }\n" + count + store + "}":                                            true,
		head + "  if ($self->{n} >= $self->{max}) {\n    return if $x;\n  }\n" + count + store + "}":                                                        false,
		head + "  if ($self->{n} < $self->{max} || $x) {\n" + count + store + "  }\n}":                                                                      false,
		"sub open { my $self = shift; $self->{n} < 9 }\n" + head + "  if ($self->open) {\n" + count + store + "  }\n}":                                      true,
		"sub full { $_[0]{n} >= $_[0]{max} }\n" + head + "  warn 'full' if $self->full;\n" + count + store + "}":                                            false,
		"sub full { $_[0]{n} >= $_[0]{max} }\n" + head + count + store + "  return if $self->full;\n}":                                                      false,
		"sub full { $_[0]{n} >= $_[0]{max} }\n" + head + "  return if $other->full;\n" + count + store + "}":                                                false,
		"sub full { $_[0]{n} >= $_[0]{max} && $_[0]{quiet} }\n" + head + "  return if $self->full;\n" + count + store + "}":                                 false,
		"sub full { my ($self) = @_; $self->{n} = 0 if $self->{late}; $self->{n} >= 9 }\n" + head + "  return if $self->full;\n" + count + store + "}":      false,
		"sub full { $_[0]{n} >= $_[0]{max} }\nsub reset { my $self = shift; $self->{n} = 0 }\n" + head + "  return if $self->full;\n" + count + store + "}": false,
	}
	for code, want := range cases {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		if got := s.bounded(); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		return s.bounded() != ""
	})
}

// TestPutBack: what is taken out and put back after a choice is not limited.
func TestPutBack(t *testing.T) {
	head := "sub a {\n  my ($self, $x) = @_;\n  push @{ $self->{h} }, $x;\n  my $job = shift @{ $self->{h} };\n"
	cases := map[string]bool{
		head + "}": true,
		head + "  push @{ $self->{h} }, $job unless run($job);\n}":           false,
		head + "  return if run($job);\n  push @{ $self->{h} }, $job;\n}":    false,
		head + "  return if run($job);\n  push @{ $self->{done} }, $job;\n}": true,
		head + "  # done, or not\n  push @{ $self->{h} }, $job;\n}":          true,
		head + "  my $last = 'if';\n  push @{ $self->{h} }, $job;\n}":        true,
	}
	for code, want := range cases {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		if got := s.bounded(); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		return s.bounded() != ""
	})
}

// TestSourceEnds: what is read from a file that is opened once ends with it, and what
// is taken out when it is too old is not kept.
func TestSourceEnds(t *testing.T) {
	head := "sub new { my $self = bless {}, shift; open $self->{fh}, '<', $self->{file} or die; return $self }\n"
	read := "sub a {\n  my $self = shift;\n  my $row = readline $self->{fh};\n  push @{ $self->{h} }, $row;\n"
	cases := map[string]bool{
		head + read + "  close $self->{fh} if !$row;\n}": true,
		head + read + "}":                         false,
		read + "  close $self->{fh} if !$row;\n}": false,
		"sub a {\n  my $self = shift;\n  open my $fh, '<', $self->{file};\n  push @{ $self->{h} }, <$fh>;\n  close $fh;\n}":                   false,
		head + "sub a {\n  my ($self, $s) = @_;\n  my $l = <$s>;\n  push @{ $self->{h} }, $l;\n  close $s;\n}":                                false,
		head + read + "  close $self->{fh} if !$row; # eof\n}":                                                                                true,
		head + "sub a {\n  my ($self, $x) = @_;\n  # as <$fh> of $self->{fh}\n  push @{ $self->{h} }, $x;\n  close $self->{fh};\n}":           false,
		head + "sub a {\n  my ($self, $x) = @_;\n  # read it\n  push @{ $self->{h} }, $x;\n  close $self->{fh};\n}":                           false,
		head + "sub a {\n  my $self = shift;\n  my $in = $self->{fh};\n  push @{ $self->{h} }, scalar <$in>;\n  close delete $self->{fh};\n}": true,
	}
	for code, want := range cases {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		if got := finderIn(t, s.text).readsToEnd(&s); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
	laidOutAlike(t, cases, func(code string) bool {
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), true, false, code)
		return finderIn(t, s.text).readsToEnd(&s) != ""
	})
	for code, want := range map[string]bool{
		"sub s { my ($self, $now) = @_; while (@{ $self->{h} } && $self->{h}[0]{t} < $now) { shift @{ $self->{h} } } }": true,
		"sub s { my ($self, $now) = @_; shift @{ $self->{h} } while $self->{h}[0] < $now }":                             true,
		"sub s { my ($self, $now) = @_; while (my $x = shift @{ $self->{h} }) { run($x) } }":                            false,
		"sub s { my ($self, $now) = @_; while ($self->{n} < $now) { shift @{ $self->{h} } } }":                          false,
	} {
		if got := textOf(code).sweeps("h", -1); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}
