package site_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// table is a kind of module most of whose subs stand in rows of the same
// height.
type table struct {
	name, needs string // needs is a module that may not be there
	head, tail  string
	row         string // $K is the key of the row, $L a name of it, $N a number
	most        int    // per cent of the subs that may be uncertain
	alike       bool   // nothing tells a row from another: only what changes their number is seen
	unlabelled  bool   // … from another of the same form in its place
}

var tables = []table{
	{name: "Oneline", head: "our %T = (\n", row: "    $K => sub { shift->param('$L') },\n", tail: ");\n"},
	{name: "Call", head: "our %T = (\n", row: "    $K => sub { get_$L($_[0]) },\n", tail: ");\n"},
	{name: "Method", head: "our %T = (\n", row: "    $K => sub { $_[0]->fetch_$L },\n", tail: ");\n"},
	{name: "Global", head: "our %T = (\n", row: "    $K => sub { $Global::$L = shift },\n", tail: ");\n"},
	{name: "Number", head: "our %T = (\n", row: "    $N => sub { 0x0$N + 1_000 },\n", tail: ");\n"},
	{name: "Same", head: "our %T = (\n", row: "    $K => sub { 1 },\n", tail: ");\n"},
	{name: "Quoted", head: "our %T; %T = (%T,\n", row: "    '$K',\n    sub { my $x = shift; uc $x },\n", tail: ");\n"},
	{name: "Assigned", head: "our %T;\n", row: "$T{$K} = sub {\n    return 1;\n};\n"},
	{name: "Concat", head: "sub x { @_ }\nour %T = (\n", row: "    a$K => sub {\n        x 'First part about $L of this text '\n          . \"and the \\\"second\\\" one\\n\" . q{about $L},\n          @_;\n    },\n", tail: ");\n", unlabelled: true},
	{name: "Long", head: "our @T = (\n", row: "    sub {\n        log_it('This is one message of more than eighty characters that tells everybody about $L and so on.', @_) },\n", tail: ");\n", unlabelled: true},
	{name: "Longer", head: "our @T = (\n", row: "    sub { log_it('$L: " + strings.Repeat("a very long message ", 40) + "') },\n", tail: ");\n", unlabelled: true},
	{name: "Here", head: "our @T = (\n", row: "    sub { return <<~EOT },\n        The text\n          about $L\n        EOT\n", tail: ");\n", unlabelled: true},
	{name: "Interpolated", head: "our @T = (\n", row: "    sub { my $n = shift; die \"no $n in $L: $!\" if join \"about $L of $n\", 1, @_; },\n", tail: ");\n", most: 100, alike: true},
	{name: "Pattern", head: "our @T = (\n", row: "    sub { my $x = shift; $_[0] =~ /^$L $x/ },\n", tail: ");\n", unlabelled: true},
	{name: "Captured", head: "our @T;\n", row: "{ my $v$L = 1; push @T, sub { $v$L++ } }\n", unlabelled: true},
	{name: "Twins", head: "our @T = (\n", row: "    sub { 1 },\n", tail: ");\n", most: 100, alike: true},
	{name: "TwinsAnchored", head: "our @T = (\n", row: "    sub { 1 },\n", tail: ");\nsub last { my ($x) = @_;\n  return $x }\n", most: 100, alike: true},
	{name: "Nested", head: "our %T = (\n", row: "    $K => {\n        run => sub { 1 },\n        stop => sub { 0 },\n    },\n", tail: ");\n"},
	{name: "Add", head: "our @H; sub add { my ($n, %o) = @_; push @H, {name => $n, %o} }\n", row: "add $K => (code => sub { shift->stop });\n"},
	{name: "Pairs", head: "our @T = (\n", row: "    [ '$K', sub { shift->stop } ],\n", tail: ");\n"},
	{name: "Subtests", head: "our @T; sub subtest { push @T, [@_] }\n", row: "subtest '$K' => sub {\n    my $t = shift;\n    is $t->value, '$L', 'value of $L';\n};\n\n"},
	{name: "Attributes", needs: "Moose", head: "use Moose;\n", row: "has a_$L => (\n    is => 'ro',\n    lazy => 1,\n    default => sub { [] },\n);\n"},
	{name: "Modifiers", needs: "Moose", head: "BEGIN { eval \"sub Modifiers::Base::m_$_ { 1 }\" for 'new_1', 'new_2', map { my $c = $_; map { \"tag_$c$_\" } 0..4 } 'a'..'h'; $INC{'Modifiers/Base.pm'} = 1 }\nuse Moose; extends 'Modifiers::Base';\n", row: "before m_$L => sub {\n    my ($self) = @_;\n    $self->log('$L');\n};\n", most: 10, unlabelled: true},
	{name: "Routes", needs: "Mojolicious::Lite", head: "use Mojolicious::Lite;\n", row: "get '/$L' => sub {\n    my $c = shift;\n    $c->render(text => 'page of $L');\n};\n", tail: "our $app = app;\n"},
	{name: "Helpers", needs: "Mojolicious::Lite", head: "use Mojolicious::Lite;\n", row: "helper $L => sub { shift->stash->{user} };\n", tail: "our $app = app;\n"},
}

func (t *table) text(keys []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s;\nno warnings;\n%s", t.name, t.head)
	for _, k := range keys {
		n := 0
		for _, c := range k {
			n = (n*31 + int(c)) % 9973
		}
		fmt.Fprintf(&b, "# row %s\n", k)
		b.WriteString(strings.NewReplacer("$K", k, "$L", strings.ToLower(k), "$N", fmt.Sprint(n)).Replace(t.row))
	}
	return b.String() + t.tail + "1;\n"
}

// rowLines gives for each line of a text the row and the number of the line in
// it.
func rowLines(text string) (row []string, nth []int) {
	row, nth = []string{""}, []int{0}
	key, n := "", 0
	for _, line := range strings.Split(text, "\n") {
		if k, ok := strings.CutPrefix(line, "# row "); ok {
			key, n = k, 0
		} else if line == ");" || strings.HasPrefix(line, "sub last") || strings.HasPrefix(line, "our $app") {
			key = ""
		}
		row, nth = append(row, key), append(nth, n)
		n++
	}
	return row, nth
}

// edits gives the keys of a table after it was edited.
func edits(keys []string, r *rand.Rand) map[string][]string {
	cut := func(at ...int) []string {
		var out []string
		for i, k := range keys {
			if !slices.Contains(at, i) {
				out = append(out, k)
			}
		}
		return out
	}
	in := slices.Insert(slices.Clone(keys), 8, "NEW_1")
	moved := slices.Insert(cut(5), 30, keys[5])
	swapped := slices.Clone(keys)
	swapped[10], swapped[11] = swapped[11], swapped[10]
	shuffled := slices.Clone(keys)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	slices.Sort(shuffled[:0])
	return map[string][]string{
		"nothing": keys, "put in": in, "put in two": slices.Insert(slices.Clone(in), 31, "NEW_2"), "taken out": cut(20),
		"taken out and put in": slices.Insert(cut(20), 3, "NEW_1"), "taken out two": cut(3, 30), "moved": moved, "swapped": swapped,
		"put in first": append([]string{"NEW_1"}, keys...), "put in last": append(slices.Clone(keys), "NEW_1"), "replaced": slices.Insert(cut(12), 12, "NEW_1"), "shuffled": shuffled,
	}
}

// TestTables edits tables of subs and holds where each is placed against what
// the text says beside it: a sub is placed rightly, or is uncertain.
func TestTables(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	var keys []string
	for i := range 40 {
		keys = append(keys, fmt.Sprintf("TAG_%c%d", 'A'+i/5, i%5))
	}
	later := edits(keys, rand.New(rand.NewPCG(1, 2)))
	for _, needs := range []string{"", "Moose", "Mojolicious::Lite"} {
		if needs != "" && exec.Command("perl", "-M"+needs, "-e1").Run() != nil {
			continue
		}
		var kinds []table
		for _, k := range tables {
			if k.needs == needs {
				kinds = append(kinds, k)
			}
		}
		dir := t.TempDir()
		h := dumpOf(t, dir, kinds, keys)
		for k := range kinds {
			for _, edit := range sortedKeys(later) {
				kind, now := &kinds[k], later[edit]
				count := strings.Contains(edit, "put in") || strings.HasPrefix(edit, "taken out") || edit == "nothing"
				if kind.alike && !count || (kind.alike || kind.unlabelled) && (edit == "replaced" || strings.Contains(edit, "out and put in")) {
					continue
				}
				for _, how := range []string{"alone", "by revision", "by version"}[:2+btoi(needs == "")] {
					judgeTable(t, h, filepath.Join(dir, kind.name+".pm"), kind, keys, now, edit, how)
				}
			}
		}
	}
}

// dumpOf runs tables, and gives the heap of the process.
func dumpOf(t *testing.T, dir string, kinds []table, keys []string) *heap.Heap {
	args := []string{"-I" + dir}
	for _, k := range kinds {
		if err := os.WriteFile(filepath.Join(dir, k.name+".pm"), []byte(k.text(keys)), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "-M"+k.name)
	}
	dump := filepath.Join(dir, "a.pmat")
	if out, err := exec.Command("perl", append(args, "-MDevel::MAT::Dumper", "-e", "Devel::MAT::Dumper::dump($ARGV[0])", dump)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h, err := heap.Open(context.Background(), dump, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() }) //nolint:errcheck // it was only read
	return h
}

func sortedKeys(m map[string][]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func judgeTable(t *testing.T, h *heap.Heap, file string, kind *table, keys, now []string, edit, how string) {
	before, after := kind.text(keys), kind.text(now)
	oldRow, oldNth := rowLines(before)
	newRow, newNth := rowLines(after)
	where := site.Workspace{Files: fakeFiles{
		resolve: func(recorded string) (string, bool) { return recorded, recorded == file },
		read:    func(string) ([]byte, error) { return []byte(after), nil },
	}}
	switch how {
	case "by version":
		where.History = past{versions: []string{before, after}}
	case "by revision":
		where.History = past{ran: before}
	}
	l := site.NewProgram(h, where)
	old := perl.Scan([]byte(before))
	subs, uncertain, wrong := 0, 0, 0
	for _, cv := range h.Codes().Compiled() {
		loc, _ := h.Code(cv).Location()
		if loc.File != file || loc.Line == 0 || oldRow[loc.Line] == "" {
			continue
		}
		was, _ := align.Pick(old, old.Locate(perl.Location{Line: perl.Line(loc.Line)}), align.Trait{})
		line := old.Subs[was].Line
		want := 0
		for n := range newRow {
			if newRow[n] == oldRow[line] && newNth[n] == oldNth[line] {
				want = n
			}
		}
		p := l.PlaceCode(cv)
		subs++
		switch {
		case p.State == site.Uncertain:
			uncertain++
		case want == 0 && p.State == site.Gone, want != 0 && p.State != site.Gone && int(p.Line) == want:
			if p.State == site.Exact && want != int(line) {
				wrong++
				t.Errorf("%s, %s, %s: line %d is exact at line %d, where it did not stand", kind.name, edit, how, loc.Line, p.Line)
			}
		default:
			wrong++
			if wrong < 4 {
				t.Errorf("%s, %s, %s: line %d of %s is %s at line %d, want %d", kind.name, edit, how, loc.Line, oldRow[line], p.State, p.Line, want)
			}
		}
	}
	if subs < 35 {
		t.Errorf("%s: %d subs", kind.name, subs)
	}
	if most := kind.most + 8; uncertain*100 > subs*most && (edit != "shuffled" || most > 50) || edit == "nothing" && uncertain > 0 {
		t.Errorf("%s, %s, %s: %d of %d are uncertain", kind.name, edit, how, uncertain, subs)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
