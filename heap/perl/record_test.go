package perl

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"
)

// say writes a record, one thing a line: what does not depend on the layout.
func (rec *Record) say() []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for _, s := range rec.Stores {
		d := ""
		if s.Declares {
			d = " declared"
		}
		if s.Lowers {
			d += " less"
		}
		if s.Index.End > s.Index.Start {
			add("stored by index")
		}
		add("store %s %c%s = %s%s", [...]string{"assign", "default", "change", "append", "push", "unshift", "splice", "pair", "iterate"}[s.How], s.Target.Sigil, s.Target, s.Value.say(), d)
	}
	for _, m := range rec.Removals {
		add("remove %s %c%s%s", [...]string{"shift", "pop", "splice", "delete", "undef", "all", "truncate"}[m.How], m.Target.Sigil, m.Target, m.say(rec))
	}
	for _, l := range rec.Limits {
		add("limit %s %s %s %s", [...]string{"size", "length", "value", "modulo", "every", "change"}[l.Kind], l.Term, l.Op, l.Than.say())
	}
	for _, w := range rec.Weakens {
		add("weaken %s", w.Target)
	}
	for _, c := range rec.Calls {
		args := make([]string, len(c.Args))
		for i := range args {
			args[i] = c.Args[i].say()
		}
		on := ""
		if c.Method {
			on = c.Receiver.String() + "->"
		}
		add("call %s%s(%s)", on, c.Name, strings.Join(args, ", "))
		if c.Guard >= 0 || !c.IsCertain {
			add("call %s%s", c.Name, c.say(rec))
		}
	}
	for _, l := range rec.Loops {
		add("loop")
		if l.Endless {
			add("endless loop")
		}
	}
	for i, s := range rec.Statements {
		add("statement in %d behind %d, block %v, leaves %v", i-s.Around, i-s.Before, s.Body < s.End, s.Leaves)
	}
	for _, name := range rec.Exposed {
		add("exposed %s", name)
	}
	for _, c := range rec.Connectives {
		add("connective %s.", [...]string{"and", "AND", "or", "OR", "not", "unless", "if", "leave"}[bits.TrailingZeros8(uint8(c.Kind))])
	}
	for _, h := range rec.Handles {
		add("handle %s %s %q%s", [...]string{"read", "open", "close", "seek", "eof"}[h.How], h.Handle, h.Mode, map[bool]string{true: " to end"}[h.ToEnd])
	}
	for _, l := range rec.Literals {
		add("literal %q %v", l.Text, l.Whole)
	}
	return all
}

func (c Condition) say(rec *Record) string {
	switch {
	case c.Guard >= 0:
		return fmt.Sprintf(" if %s %s", rec.Limits[c.Guard].Term, rec.Limits[c.Guard].Op)
	case !c.IsCertain:
		return " perhaps"
	}
	return ""
}

func (v Value) say() string {
	switch v.Kind {
	case ValueTerm:
		return v.Term.String()
	case ValueRef:
		return `\` + v.Term.String()
	case ValueCall:
		return "call " + v.Term.String()
	case ValueString, ValueNumber:
		return fmt.Sprintf("%q", v.Text)
	}
	s := [...]string{ValueOther: "?", ValueSub: "sub", ValueArray: "[]", ValueHash: "{}", ValueUndef: "undef", ValueList: "()"}[v.Kind]
	if !v.Empty && (v.Kind == ValueArray || v.Kind == ValueHash || v.Kind == ValueList) {
		s = s[:1] + ".." + s[1:]
	}
	return s
}

// TestRecord: what single statements do. Each line is found somewhere in the
// record; one that begins with ! is not.
func TestRecord(t *testing.T) {
	for text, want := range map[string]string{
		`push @{ $self->{lines}{$k} }, $entry;`:             "store push @$self{lines}{*} = $entry",
		`push $self->{lines}->@*, [1];`:                     "store push @$self{lines} = [..]",
		`push @{$x->list}, new Foo(1);`:                     "store push @$x->list = call Foo->new|call Foo->new(\"1\")",
		`push(@list, 1, sub { $x{1} = 2 });`:                `store push @@list = "1"|store push @@list = sub|store assign $%x{1} = "2"`,
		`unshift @$l, {};`:                                  "store unshift @$l = {}",
		`splice @l, 1, 0, $x;`:                              "store splice @@l = $x|!remove splice @@l",
		`splice @l; my @all = splice @{ $s->{l} }, 0;`:      "remove all @@l|remove all @$s{l}",
		`$self->lines([]); $self->lines([1]);`:              "remove all $$self->lines",
		`$n = shift @l // make();`:                          "call make perhaps",
		`substr $s->{b}, 0, 3, ''; substr $t, 0, 1, 'x';`:   "remove splice $$s{b}|!remove splice $$t",
		`splice @l, 0, 5;`:                                  "remove splice @@l",
		`$self->{c}{$k} //= Foo->new;`:                      "store default $$self{c}{*} = call Foo->new",
		`return $self->{c} ||= do { my $x = 1; [] };`:       "store default $$self{c} = call do()",
		`$seen{$_}++ for @x;`:                               "store change $%seen{*} = ?|store iterate $$_ = @x declared",
		`$log .= "a $x";`:                                   `store append $$log = "a "|literal "a " false`,
		`@h{qw(a b)} = (1, 2);`:                             `store assign @%h{a} = "1"|store assign @%h{b} = "2"`,
		`@$self{'a', 'b'} = @_;`:                            "store assign @$self{a} = @_|store assign @$self{b} = @_",
		`my ($self, $x, %args) = @_;`:                       "store assign $$self = @_ declared|store assign %%args = @_ declared",
		`my ($a, $b) = ($x, [1]);`:                          "store assign $$a = $x declared|store assign $$b = [..] declared",
		`my $list = $self->{list} ||= [];`:                  "store assign $$list = $self{list} declared|store default $$self{list} = []",
		`local $x{y} = 1;`:                                  `store assign $%x{y} = "1" declared`,
		`$$x[0] = 1; ${$x}{k} = 2; $$y = 3;`:                `store assign $$x[0] = "1"|store assign $$x{k} = "2"|store assign $$y->$* = "3"`,
		`$x->[0]{k}->m->{z} = 1;`:                           `store assign $$x[0]{k}->m{z} = "1"|call $x[0]{k}->m()`,
		`my %t = (a => [1], b => { c => sub { } });`:        "store pair $%t{a} = [..]|store pair $%t{b}{c} = sub",
		`my $o = bless { on => { x => sub { } } }, 'C';`:    `store pair $$o{on}{x} = sub|call bless({..}, "C")`,
		`return bless { on => [] }, shift;`:                 "store pair ${}{on} = []",
		`$c ? push(@a, 1) : push @b, 2;`:                    `store push @@a = "1"|store push @@b = "2"`,
		`($c ? $x : $y)->{k} = 1;`:                          "!store assign $$x{k}",
		`$x = $a ? $b : $c ? [] : {};`:                      "store assign $$x = $b",
		`$s =~ s/(\w)/$count{$1} += 1/ge;`:                  `store change $%count{*} = "1"`,
		`my $x = "@{[ push @l, 1 ]}";`:                      `store push @@l = "1"`,
		`sysread($fh, $self->{buf}, 10);`:                   "store append $$self{buf} = ?",
		`$ring[$n++ % 10] = $v;`:                            `store assign $@ring[*] = $v|limit modulo @ring % "10"`,
		`$self->{i} = ($self->{i} + 1) % $self->{size};`:    "limit modulo $self{i} % $self{size}",
		`shift @list while @list > 9;`:                      `remove shift @@list if @list >|limit size @list > "9"`,
		`while (9 < @{ $x->{l} }) { shift @{$x->{l}} }`:     `remove shift @$x{l} if $x{l} >|limit size $x{l} > "9"`,
		`if (keys %$h > $max) { delete $h->{a} }`:           "remove delete $$h{a} if $h >|limit size $h > $max",
		`@x > 5 and shift @x;`:                              "remove shift @@x if @x >",
		`$#x > 5 ? shift @x : 0;`:                           "remove shift @@x if @x >",
		`do { pop @x } while (scalar(@x) >= 3);`:            "remove pop @@x if @x >=",
		`for (;@x > 9;) { splice @x, 0, 1 }`:                "remove splice @@x if @x >",
		`flush() unless @x % 9; $n = 1;`:                    "limit every @x % \"9\"|call flush if @x %",
		`$self->{l} = [] if ++$n % 500 == 0;`:               "remove all $$self{l} if $n %",
		`if ($day ne $self->{day}) { $self->clear }`:        "limit change $day ne $self{day}|call clear if $day ne",
		`if ($cmd eq 'RESET') { %h = () }`:                  "remove all %%h perhaps|!limit change $cmd eq ?",
		`sub a { return if $n < 9; %h = () } b(); %g = ();`: "remove all %%h if $n <|remove all %%g|!remove all %%g if",
		`sub a { return unless send(); %h = () }`:           "remove all %%h perhaps",
		`sub a { if ($x) { return } else { %h = () } }`:     "remove all %%h perhaps",
		`sub a { %h = () for 1 .. 3; while (1) { b() } }`:   "remove all %%h|!remove all %%h perhaps",
		`if (@x > 0 && $x[0] < $now) { %h = () }`:           "remove all %%h if @x[0] <",
		`on(sub { %h = () }) if @x > 9;`:                    "remove all %%h|!remove all %%h if|call on if @x >",
		`$i &= 7; $x[$n & $m] = 1;`:                         "limit modulo $i % \"7\"|limit modulo @x % $m",
		`shift @y; pop;`:                                    "remove shift @@y|!remove shift @@y if|remove pop @@_",
		`%$h = (); @x = (); $s->{l} = []; $t = '';`:         "remove all %$h|remove all @@x|remove all $$s{l}|remove all $$t",
		`my @x = (); my $y = [];`:                           "!remove",
		`undef $y->{z}; $y = undef; $#x = -1;`:              "remove undef $$y{z}|remove undef $$y|remove truncate #@x",
		`delete @h{qw(a b)}; delete local $x{y};`:           "remove delete @%h{a}|remove delete @%h{b}|remove delete $%x{y}",
		`die if length $x > 9;`:                             `limit length $x > "9"`,
		`return if $self->{made} >= $self->{max};`:          "limit value $self{made} >= $self{max}",
		`weaken($self->{parent});`:                          "weaken $self{parent}",
		`Scalar::Util::weaken $self->{x}[0];`:               "weaken $self{x}[0]",
		`builtin::weaken(my $weak = $self);`:                "weaken $weak|store assign $$weak = $self declared",
		`$self->on(error => sub { });`:                      `call $self->on("error", sub)|store pair $$self->on{error} = sub`,
		`Foo::Bar->new(parent => $self)->go;`:               `call Foo::Bar->new("parent", $self)|call Foo::Bar->new->go()|store pair $Foo::Bar->new{parent} = $self`,
		`has errors => (is => 'ro', default => sub { });`:   "store pair $has(){errors}{default} = sub",
		`$self->{cb}->($x);`:                                "call ($x)",
		`$x = [ @{$l}[-9 .. -1] ] until f();`:               "loop",
		`if (1) { push @x, 1 } unless ($y) { 2 }`:           "!loop",
		`while (1) { f() }`:                                 "endless loop",
		`until (0) { f() }`:                                 "endless loop",
		`for (;;) { f() }`:                                  "endless loop",
		`for (my $i = 0; ; $i++) { f() }`:                   "endless loop",
		`while () { f() }`:                                  "endless loop",
		`$n--; $x->{n} -= 2; $m++;`:                         "store change $$n = ? less|store change $$x{n} = \"2\" less|!store change $$m = ? less",
		`f() while 1; last;`:                                "endless loop",
		`while (0) { f() }`:                                 "!endless loop",
		`while (1) { last if f() }`:                         "loop|!endless loop",
		`while (1) { return unless f() }`:                   "loop|!endless loop",
		`for my $x (@y) { f() }`:                            "loop|!endless loop",
		`for (1) { f() }`:                                   "loop|!endless loop",
		`for (my $i = 0; $i < 9; $i++) { f() }`:             "loop|!endless loop",
		`while (my $x = f()) { g() }`:                       "loop|!endless loop",
		`until (f()) { g() }`:                               "loop|!endless loop",
		`while ($x{last}) { g() }`:                          "loop|!endless loop",
		`for my $q (@{ $self->{qs} }) { $q->{n} = 1 }`:      `store iterate $$q = $self{qs} declared|store assign $$q{n} = "1"`,
		"print <<\"EOT\", 'x';\nhello $w\nEOT\n":            `literal "hello " false|literal "x" true`,
		"push @x, <<A, [2];\npush @no, 1;\nA\nshift @x;":    "store push @@x = [..]|remove shift @@x|!store push @@no",
		"=pod\n\npush @no, 1;\n\n=cut\n\npush @x, 1;":       `store push @@x = "1"|!store push @@no`,
		"1;\n__END__\npush @no, 1;":                         "!store",
		`f(\$x, \my $y, \($z, $v)); tie $w, 'T'; g($u);`:    "exposed $x|exposed $y|exposed $z|exposed $v|exposed $w|!exposed $u",
		`$x =~ s/a//; $y =~ /s/; ($z = $w) =~ tr/a/b/;`:     "exposed $x|!exposed $y|exposed $z|!exposed $w",
		`for ($x, @y, $z + 1) { h() } for my $k ($v) { }`:   "exposed $x|!exposed $z|exposed $v",
		`a() if !$x && $!{and} != "or" || $y->not;`:         "connective if.|connective not.|connective AND.|connective OR.|!connective and.|!connective or.",
		`f(if => 1) unless $h{or}; not 1 and 2;`:            "connective unless.|connective not.|connective and.|!connective or.|!connective if.",
		`while (my $l = <$fh>) { <$g> }`:                    "handle read $fh \"\" to end|handle read $g \"\"",
		`my $r = readline $s->{fh} or last;`:                "handle read $s{fh} \"\" to end",
		`$csv->getline($fh); $fh->getc; read FH, $b, 9;`:    `handle read $fh ""|handle read FH ""`,
		`f() while defined($x = $fh->getline);`:             `handle read $fh "" to end`,
		`open my $fh, '<', $f; open(G, "<$f");`:             `handle open $fh "<"|handle open G "<"`,
		`close delete $s->{fh}; close(FH); $f->close;`:      `handle close $s{fh} ""|handle close FH ""|!handle close $f`,
		`my @f = <*.c>; $x < 3; last if eof; eof($fh);`:     `!handle read|handle eof ? ""|handle eof $fh ""`,
		`my %h = (push => 1, if => 2); $h{delete} = 3;`:     `store pair $%h{push} = "1"|store pair $%h{if} = "2"|store assign $%h{delete} = "3"|!remove`,
	} {
		got := RecordOf([]byte(text), Scan([]byte(text))).say()
		for _, w := range strings.Split(want, "|") {
			absent := strings.HasPrefix(w, "!")
			w = strings.TrimPrefix(w, "!")
			found := slices.ContainsFunc(got, func(g string) bool { return g == w || absent && strings.HasPrefix(g, w) })
			if found == absent {
				t.Errorf("%s\nwant %s\n got %s", text, w, strings.Join(got, "\n     "))
			}
		}
	}
}

// TestRecordPlaces: what was found is where it stands.
func TestRecordPlaces(t *testing.T) {
	const text = `package A;
sub a {
  my $self = shift;
  push
    @{
      $self->{lines}
    }, sub {
      $self->{n} = 1;
    };
}
package B;
push @x, 1;
`
	f := Scan([]byte(text))
	rec := RecordOf([]byte(text), f)
	for _, want := range []struct {
		target, pkg string
		line        Line
		sub         int
	}{{"$self", "A", 3, 0}, {"$self{lines}", "A", 4, 0}, {"$self{n}", "A", 8, 1}, {"@x", "B", 12, -1}} {
		i := slices.IndexFunc(rec.Stores, func(s Store) bool { return s.Target.String() == want.target })
		if i < 0 {
			t.Errorf("no store into %s", want.target)
			continue
		}
		if s := rec.Stores[i]; s.Line != want.line || s.Package != want.pkg || s.Sub != want.sub {
			t.Errorf("%s: line %d, package %s, sub %d, want %+v", want.target, s.Line, s.Package, s.Sub, want)
		} else if want.target == "$self{lines}" && (s.Value.Kind != ValueSub || s.Value.Sub != 1) {
			t.Errorf("the sub that is stored is %+v", s.Value)
		}
	}
}

// FuzzRecord: no text ends the recorder, and what it finds is in the text.
func FuzzRecord(f *testing.F) {
	for _, unit := range hostile {
		f.Add([]byte(strings.Repeat(unit, 9)))
	}
	for _, s := range []string{"x->{y}[1] p", `push @{ $x->{y}[1] }, {a => [1]}, sub { 1 } if keys %h > 9;`, `$x{"@{[ 1 ]}"} = <<A . <<"B";`, "for my $x (@y) { $z->@{qw(a)} = () }\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := Scan(text)
		rec := RecordOf(text, file)
		last := 0
		check := func(a At, ordered bool) {
			if a.Start < 0 || a.Start > a.End || a.End > len(text) || ordered && a.Start < last || a.Sub >= len(file.Subs) || a.Line < 1 || int(a.Line) > file.Lines() {
				t.Fatalf("%+v in a text of %d bytes, behind %d", a, len(text), last)
			}
			last = a.Start
		}
		for i, s := range rec.Stores {
			check(s.At, i > 0)
			if len(s.Target.Steps) > maxSteps || s.Value.Start > s.Value.End || s.Value.End > len(text) {
				t.Fatalf("%+v", s)
			}
		}
		last = 0
		for _, m := range MentionsOf(text, file) {
			if m.Start < last || m.Start >= m.End || m.End > len(text) || len(m.Name) > 2*maxKept {
				t.Fatalf("%+v in a text of %d bytes, behind %d", m, len(text), last)
			}
			last = m.Start
		}
		for i, m := range rec.Removals {
			check(m.At, i > 0)
			if m.Guard >= len(rec.Limits) {
				t.Fatalf("%+v of %d limits", m, len(rec.Limits))
			}
		}
		for i, l := range rec.Limits {
			check(l.At, i > 0)
		}
		for i, c := range rec.Calls {
			check(c.At, i > 0)
		}
		for i, l := range rec.Literals {
			check(l.At, i > 0)
		}
		for i, l := range rec.Loops {
			check(l.At, i > 0)
		}
		for i, s := range rec.Statements {
			if s.Start < 0 || s.Start > s.Body || s.Body > s.End || s.End > len(text) || s.Around >= i || s.Before >= i || i > 0 && s.Start < rec.Statements[i-1].Start {
				t.Fatalf("%+v in a text of %d bytes", s, len(text))
			}
		}
		for i, c := range rec.Connectives {
			if c.Start < 0 || c.Start >= len(text) || i > 0 && c.Start <= rec.Connectives[i-1].Start {
				t.Fatalf("%+v in a text of %d bytes", c, len(text))
			}
		}
		for i, h := range rec.Handles {
			check(h.At, i > 0)
		}
		if n := len(rec.Stores) + len(rec.Calls) + len(rec.Literals) + len(rec.Limits); n > 8*len(text)+8 {
			t.Fatalf("%d of %d bytes", n, len(text))
		}
	})
}

// No depth of nesting and no length of a statement is too much.
func TestRecordHostileText(t *testing.T) {
	units := append([]string{"$x->a", "->a", "a(", "1 .", "$a = ", "$a ? $b : ", "\\", "- ", "! ", "$x || ", "[{", "push @x, ", "a => {", "sub { (", "$x{", "$x[", "@{", "if (1) {", "x if ", "$a->{b}", "and "}, hostile...)
	for _, unit := range units {
		text := []byte(strings.Repeat(unit, 1<<14/len(unit)))
		RecordOf(text, Scan(text))
	}
}

// BenchmarkRecordHostileText shows that the cost grows with the text and not
// faster: ns/byte of the two sizes are alike for every unit.
func BenchmarkRecordHostileText(b *testing.B) {
	for _, size := range []int{1 << 15, 1 << 18} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for _, unit := range append([]string{"$x->a", "push @x, ", "$a = ", "a => {"}, hostile...) {
				text := []byte(strings.Repeat(unit, size/len(unit)))
				f := Scan(text)
				b.Run(fmt.Sprintf("%q", unit), func(b *testing.B) {
					for b.Loop() {
						RecordOf(text, f)
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
				})
			}
		})
	}
}
