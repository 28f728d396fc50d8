package site_test

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/wire"
)

const leaky = "lib/Leaky/App.pm"

// past is a history of one file.
type past struct {
	ran      string // the revision that a person names; empty for none
	versions []string
}

func (p past) Ran(string) ([]byte, bool) { return []byte(p.ran), p.ran != "" }

func (p past) Versions(string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, v := range p.versions {
			if !yield([]byte(v)) {
				return
			}
		}
	}
}

// programOf is the program of a dump with a text of one of its files.
func programOf(h *heap.Heap, file, text string, history site.History) *site.Program {
	return site.NewProgram(h, site.Workspace{History: history, Files: fakeFiles{
		resolve: func(recorded string) (string, bool) { return recorded, recorded == file },
		read:    func(string) ([]byte, error) { return []byte(text), nil },
	}})
}

// edit replaces parts of a text, each of which must be there once.
func edit(t *testing.T, text string, parts ...string) string {
	t.Helper()
	for i := 0; i < len(parts); i += 2 {
		if strings.Count(text, parts[i]) != 1 {
			t.Fatalf("%q is %d times in the text", parts[i], strings.Count(text, parts[i]))
		}
		text = strings.Replace(text, parts[i], parts[i+1], 1)
	}
	return text
}

// The sites of a real dump are placed in texts that were edited in the ways
// that people edit.
func TestDrift(t *testing.T) {
	ran, err := os.ReadFile(filepath.Join(dumps, "src", filepath.FromSlash(leaky)))
	if err != nil {
		t.Fatal(err)
	}
	text := string(ran)
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	handler := text[strings.Index(text, "    $redis->on(error"):strings.Index(text, "    $app->{requests}++")]
	request := text[strings.Index(text, "# The leak"):strings.Index(text, "sub counter")]
	logger := text[strings.Index(text, "sub log {"):strings.Index(text, "# The leak")]
	session := text[strings.Index(text, "package Leaky::Session"):strings.Index(text, "package Leaky::Point")]
	twin := strings.Replace(handler, "error", "message", 1)

	// Each line of want is "RECORDED STATE FIRST-LINE-OF-THE-SUB".
	for _, test := range []struct {
		name, text string
		want       string
		ran        string // with the revision; empty for the same
	}{
		{name: "nothing", text: text, want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			50 exact sub new { my ($class, $v) = @_; return bless sub { "called with $v" }, $class }
			122 exact $redis->on(error => sub {
			150 exact return sub { return $x + $y + $z };`},
		{name: "lines above", text: "# one\n# two\n\n" + text, want: `
			27 moved $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			50 moved sub new { my ($class, $v) = @_; return bless sub { "called with $v" }, $class }
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "lines between", text: edit(t, text, "package Leaky::Node;", "\n\n\npackage Leaky::Node;"), want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			50 exact sub new { my ($class, $v) = @_; return bless sub { "called with $v" }, $class }
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "a comment in the sub", text: edit(t, text, "on(error => sub {\n", "on(error => sub {\n        # of the connection\n\n"), want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "a package moved", text: strings.Replace(strings.Replace(text, session, "", 1), "package Leaky::App;", session+"package Leaky::App;", 1), want: `
			27 moved $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			50 moved sub new { my ($class, $v) = @_; return bless sub { "called with $v" }, $class }
			122 exact $redis->on(error => sub {
			150 exact return sub { return $x + $y + $z };`},
		{name: "two subs swapped", text: strings.Replace(text, logger+request, request+logger, 1), want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			122 moved $redis->on(error => sub {
			150 exact return sub { return $x + $y + $z };`},
		{name: "variables renamed", text: "#\n" + strings.Replace(text, handler, strings.NewReplacer("$err", "$message", "$redis_name", "$name").Replace(handler), 1), want: `
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "the named sub renamed", text: edit(t, text, "sub handle_request {", "\nsub process {"), want: `
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "the closure deleted", text: strings.Replace(text, handler, "", 1), want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			122 gone
			150 moved return sub { return $x + $y + $z };`},
		{name: "the named sub deleted", text: strings.Replace(text, request, "", 1), want: `
			122 gone
			150 moved return sub { return $x + $y + $z };`},
		{name: "another in its place", text: strings.Replace(text, handler, "    $redis->on(message => sub {\n        my ($client, $body) = @_;\n        Leaky::Queue->push($client->id, decode($body));\n    });\n", 1), want: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			122 uncertain $redis->on(message => sub {
			150 exact return sub { return $x + $y + $z };`, ran: `
			27 exact $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			122 uncertain $redis->on(message => sub {
			150 exact return sub { return $x + $y + $z };`},
		{name: "replaced in its line", text: edit(t, text, "sub { $ticks++; $self->tick($ticks) };", "sub { Leaky::Other->run(time) };"), want: `
			27 uncertain $self->{cb} = sub { Leaky::Other->run(time) };
			122 exact $redis->on(error => sub {
			150 exact return sub { return $x + $y + $z };`},
		{name: "a twin before it", text: strings.Replace(text, handler, twin+handler, 1), want: `
			122 uncertain *
			150 moved return sub { return $x + $y + $z };`, ran: `
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "a twin behind it", text: strings.Replace(text, handler, handler+twin, 1), want: `
			122 uncertain *
			150 moved return sub { return $x + $y + $z };`, ran: `
			122 exact $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "the sub split", text: strings.Replace(strings.Replace(text, handler, "    $app->watch($redis, $redis_name);\n", 1), "sub counter {",
			"sub watch {\n    my ($app, $redis, $redis_name) = @_;\n"+handler+"}\n\nsub counter {", 1), want: `
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "all on other lines", text: strings.ReplaceAll(text, ";\n", ";\n\n"), want: `
			27 moved $self->{cb} = sub { $ticks++; $self->tick($ticks) };
			50 moved sub new { my ($class, $v) = @_; return bless sub { "called with $v" }, $class }
			122 moved $redis->on(error => sub {
			150 moved return sub { return $x + $y + $z };`},
		{name: "rewritten", text: strings.Repeat("package Other;\nsub x { my ($n) = @_; return $n * 2 }\nmy %seen = map { $_ => 1 } @ARGV;\n\n", 60), want: `
			27 gone
			50 gone
			122 gone
			150 gone`},
		{name: "emptied", text: "", want: `
			27 gone
			122 gone`},
	} {
		for how, history := range map[string]site.History{
			"by fingerprint": nil, "by revision": past{ran: text}, "by version": past{versions: []string{test.text, "1;\n", text}},
		} {
			want := test.want
			if history != nil && test.ran != "" {
				want = test.ran
			}
			l := programOf(h, leaky, test.text, history)
			lines := strings.Split(test.text, "\n")
			for _, row := range strings.Split(strings.TrimSpace(want), "\n") {
				recorded, rest, _ := strings.Cut(strings.TrimSpace(row), " ")
				n := 0
				for _, c := range recorded {
					n = 10*n + int(c-'0')
				}
				p := l.PlaceSite(find(t, table, leaky, n))
				got := p.State.String()
				if p.Sub >= 0 {
					got += " " + strings.TrimSpace(lines[p.Line-1])
				}
				if prefix, ok := strings.CutSuffix(rest, " *"); ok {
					got, rest = p.State.String(), prefix
				}
				if got != rest {
					t.Errorf("%s, %s: line %d is %s\nwant %s", test.name, how, n, got, rest)
				}
				if p.State == site.Gone && (p.Sub >= 0 || int(p.Line) != n || p.Path != leaky) {
					t.Errorf("%s, %s: gone, but %+v", test.name, how, p)
				}
			}
		}
	}
}

// A sub of the same shape in the place of another has its line and its pad; what
// it calls tells them apart.
func TestReplaced(t *testing.T) {
	const misc = "lib/Leaky/Misc.pm"
	ran, err := os.ReadFile(filepath.Join(dumps, "src", filepath.FromSlash(misc)))
	if err != nil {
		t.Fatal(err)
	}
	h, _ := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	for becomes, want := range map[string]site.State{
		"sub { 'anon' }": site.Exact, "sub { uc 'anon' }": site.Exact, "sub { lc 'other' }": site.Uncertain,
	} {
		text := edit(t, string(ran), "sub { 'anon' }", becomes)
		l, found := programOf(h, misc, text, nil), false
		for _, cv := range h.Codes().Compiled() {
			if loc, _ := h.Code(cv).Location(); loc == (heap.Location{File: misc, Line: 81}) {
				found = true
				if p := l.PlaceCode(cv); p.State != want || p.Line != 81 {
					t.Errorf("%s: %+v, want %s", becomes, p, want)
				}
			}
		}
		if !found {
			t.Fatal("there is no sub of line 81")
		}
	}
}

// The text that the process loaded is found in the history by its hash, behind
// one that the recorded lines fit as well; with it, what became of its lines is
// known.
func TestDriftByHash(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(dumps, "src", filepath.FromSlash(leaky)))
	if err != nil {
		t.Fatal(err)
	}
	ran := string(b)
	h, err := heap.Open(t.Context(), filepath.Join(dumps, "p536-amd64-d046.pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it is only read
	var cv heap.SV = heap.NoSV
	for sv := range heap.SV(h.Count()) {
		if loc, ok := h.Code(sv).Location(); ok && loc.File == leaky && loc.Line == 122 {
			cv = sv
		}
	}
	now := "# one\n" + ran
	where := func(files ...wire.OriginFile) site.Workspace {
		w := *programOf(h, leaky, now, past{versions: []string{now + "\n", ran + "# later\n", ran}}).Workspace()
		w.Origin = origin.New(wire.Origin{Files: files})
		return w
	}
	known := wire.OriginFile{Recorded: leaky, SHA256: origin.Hash(b)}
	touched := known
	touched.Touched = true
	for _, test := range []struct {
		name  string
		where site.Workspace
		want  site.State
	}{
		{"the text is found", where(known), site.Moved},
		{"it was touched", where(touched), site.Moved},
		{"the text of today ran", where(wire.OriginFile{Recorded: leaky, SHA256: origin.Hash([]byte(now))}), site.Exact},
	} {
		if p := site.NewProgram(h, test.where).PlaceCode(cv); p.State != test.want {
			t.Errorf("%s: %s at line %d, %s", test.name, p.State, p.Line, p.Reason)
		}
	}
}
