package path_test

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
)

func key(name string) path.Step { return path.Step{Kind: path.Key, Text: name} }
func element(i int64) path.Step { return path.Step{Kind: path.Element, Index: i} }

var (
	symbol    = path.Step{Kind: path.Symbol, Text: "%Foo::cache"}
	lexical   = path.Step{Kind: path.Lexical, Text: "@queue", Sub: "&Foo::run", At: heap.Location{File: "Foo.pm", Line: 7}}
	temporary = path.Step{Kind: path.Temporary, Sub: "&Foo::run"}
	object    = path.Step{Kind: path.Object, Text: "Log::Shipper"}
	closure   = path.Step{Kind: path.Closure, At: heap.Location{File: "a.pl", Line: 3}}
	captured  = path.Step{Kind: path.Captured, Text: "$self"}
	magic     = path.Step{Kind: path.Magic, Text: "P"}
	anyKey    = path.Step{Kind: path.AnyKey}
	anyElem   = path.Step{Kind: path.AnyElement}
	field     = path.Step{Kind: path.Field, Text: "@items"}
)

func TestWriter(t *testing.T) {
	for _, test := range []struct {
		path       path.Path
		text, down string
	}{
		{path.Path{}, "something without a name", "something without a name"},
		{path.New(symbol), "%Foo::cache", "%Foo::cache"},
		{path.New(symbol, key("main"), anyKey), "{main}{…} of %Foo::cache", "%Foo::cache ->{main}{…}"},
		{path.New(lexical, element(3)), "[…] of the lexical @queue of &Foo::run", "the lexical @queue of &Foo::run ->[…]"},
		{path.New(temporary), "a temporary of &Foo::run", "a temporary of &Foo::run"},
		{path.New(object, key("errors"), anyElem), "{errors}[…] of Log::Shipper", "Log::Shipper ->{errors}[…]"},
		{path.New(object, field, element(0)), "[…] of the field @items of Log::Shipper", "Log::Shipper has @items ->[…]"},
		{path.New(closure, captured, key("cb")), "{cb} of $self of the closure at a.pl line 3", "the closure at a.pl line 3 has $self ->{cb}"},
		{path.New(symbol, magic, key("x")), "{x} of the 'P' magic of %Foo::cache", "%Foo::cache has 'P' magic ->{x}"},
		{path.New(path.Step{Kind: path.Root, Text: "the warn hook"}), "the warn hook", "the warn hook"},
		{path.New(path.Step{Kind: path.Data, Text: "ARRAY(2)"}, anyElem, path.Step{Kind: path.More}), "[…]… of ARRAY(2)", "ARRAY(2) ->[…]…"},
		// What looks like a mark of ours is a key like any other.
		{path.New(object, key("[*]"), key("*")), `{"[*]"}{"*"} of Log::Shipper`, `Log::Shipper ->{"[*]"}{"*"}`},
		{path.New(path.Step{Kind: path.Object, Text: "A\x1b[31m\u202e"}, key("b\x1b")), `{"b\e"} of A\x{1b}[31m\x{202e}`, `A\x{1b}[31m\x{202e} ->{"b\e"}`},
	} {
		w := path.Writer{}
		if got := w.Path(test.path); got != test.text {
			t.Errorf("got %q, want %q", got, test.text)
		}
		if got := w.Down(test.path); got != test.down {
			t.Errorf("got %q, want %q", got, test.down)
		}
	}
}

func TestKeysAreTold(t *testing.T) {
	p := path.New(object, key("errors"), key("alice@example.org"), field)
	w := path.Writer{Keys: func(key string) bool { return key == "errors" }}
	if got := w.Path(p); got != "the field @items of {errors}{…} of Log::Shipper" {
		t.Errorf("got %q", got)
	}
	if got := w.Way(p.Way()[:2]); got != "{errors}{…}" {
		t.Errorf("got %q", got)
	}
	if got := (path.Writer{Keys: text.NoKeys}).Down(p); got != "Log::Shipper ->{…}{…} has @items" {
		t.Errorf("got %q", got)
	}
}

// Paths are equal if their steps are, however they were made.
func TestPathsCompare(t *testing.T) {
	one, other := path.New(object, key("a"), key("b")), path.New(object).Then(key("a")).Then(key("b"))
	if one != other {
		t.Error("equal paths differ")
	}
	for _, p := range []path.Path{path.New(object, key("a")), path.New(object, key("a"), key("c")), path.New(symbol, key("a"), key("b")), {}} {
		if p == one {
			t.Errorf("%s equals %s", p, one)
		}
	}
	if count := map[path.Path]int{one: 1}; count[other] != 1 {
		t.Error("equal paths are not one key")
	}
	if p := path.New(lexical, key("a"), element(1), anyKey); p.Named() != path.New(lexical, key("a")) || p.Lexical() != "@queue" || p.Class() != "" || p.Symbol() != "" || len(p.Way()) != 3 {
		t.Errorf("%s: %v", p, p.Steps())
	}
	if p := path.New(key("a")); p.Known() || len(p.Way()) != 1 {
		t.Errorf("%v begins with a key", p.Steps())
	}
}

func TestShape(t *testing.T) {
	next, up, child := key("next"), key("up"), key("children")
	for _, test := range []struct{ path, shape path.Path }{
		{path.New(lexical, element(3)), path.New(lexical, anyElem)},
		{path.New(symbol, key("main"), anyKey), path.New(symbol, key("main"), anyKey)},
		{path.New(object, next, next, next), path.New(object, next)},
		{path.New(object, next, element(1), next, element(7)), path.New(object, next, anyElem)},
		{path.New(symbol, child, element(1), child, element(2), child, element(0), up), path.New(symbol, child, anyElem, up)},
		{path.New(object, next, object, next, object, next), path.New(object, next)},
		{path.New(object, next, up, next), path.New(object, next, up, next)},
		{path.Path{}, path.Path{}},
	} {
		if got := test.path.Shape(); got != test.shape || got.Shape() != got {
			t.Errorf("the shape of %s is %s, want %s", path.Writer{}.Down(test.path), path.Writer{}.Down(got), path.Writer{}.Down(test.shape))
		}
	}
}

// A long path has the shape of a short one.
func TestShapeOfALongPath(t *testing.T) {
	p := path.New(object)
	for i := range 50_000 {
		p = p.Then(key("next"), element(int64(i%2)))
	}
	if got := p.Shape(); got != path.New(object, key("next"), anyElem) {
		t.Errorf("got %d steps", len(got.Steps()))
	}
}
