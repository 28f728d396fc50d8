package path

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/text"
)

// Up stands between a holder and what holds it.
const Up = " ← "

// Nameless is written for a path about which nothing is known.
const Nameless = "something without a name"

// Writer turns paths into words. The words are safe wherever they are shown,
// with long names cut, and contain no markup: in a Markdown document they
// belong in code spans.
type Writer struct {
	// Keys are the hash keys that may be shown; nil for all.
	Keys text.Keys
}

// String writes a path with all its keys.
func (p Path) String() string { return Writer{}.Path(p) }

// Path writes a path from the inside to the outside, as a person would say it:
// `{errors} of Log::Shipper`, `[…] of the lexical @queue of &Foo::run`,
// `%Foo::cache`.
func (w Writer) Path(p Path) string {
	way := p.Way()
	if len(way) == 0 {
		return w.name(p.Start(), "", "")
	}
	return w.Way(way) + " of " + w.name(p.Start(), "", "")
}

// Way writes how a path continues from its start, from the inside to the
// outside: `{events}[…]`, `{x} of the 'P' magic`.
func (w Writer) Way(steps []Step) string {
	var parts []string
	keys := ""
	for _, s := range steps {
		if key, ok := w.key(s); ok {
			keys += key
			continue
		}
		if keys != "" {
			parts, keys = append(parts, keys), ""
		}
		parts = append(parts, w.name(s, "the field ", "the "))
	}
	if keys != "" {
		parts = append(parts, keys)
	}
	slices.Reverse(parts)
	return strings.Join(parts, " of ")
}

// Down writes a path from the outside to the inside, as Perl does:
// `Log::Shipper ->{errors}`, `the closure at a.pl line 3 has $self ->{cb}`.
func (w Writer) Down(p Path) string {
	var b strings.Builder
	b.WriteString(w.name(p.Start(), "", ""))
	arrow := " ->"
	for _, s := range p.Way() {
		if key, ok := w.key(s); ok {
			b.WriteString(arrow + key)
			arrow = ""
			continue
		}
		b.WriteString(" has " + w.name(s, "", ""))
		arrow = " ->"
	}
	return b.String()
}

// Holders writes who holds something, and who holds that.
func (w Writer) Holders(held []Found) string {
	names := make([]string, len(held))
	for i, f := range held {
		names[i] = w.Path(f.Path)
	}
	return strings.Join(names, Up)
}

// key writes what stands in a subscript.
func (w Writer) key(s Step) (string, bool) {
	switch s.Kind {
	case Key:
		return w.Keys.Key(s.Text), true
	case AnyKey:
		return text.HiddenKey, true
	case Element, AnyElement:
		return "[…]", true
	case More:
		return "…", true
	}
	return "", false
}

// name writes what is no subscript, a field and magic with what is to stand
// before these.
func (w Writer) name(s Step, field, the string) string {
	of := ""
	if s.Sub != "" {
		of = " of " + text.Name(s.Sub)
	}
	switch s.Kind {
	case Symbol, Object, Data, Root, Captured:
		return text.Name(s.Text)
	case Field:
		return field + text.Name(s.Text)
	case Lexical:
		return "the lexical " + text.Name(s.Text) + of
	case Temporary:
		return "a temporary" + of
	case Closure:
		return fmt.Sprintf("the closure at %s line %d", text.Name(s.At.File), s.At.Line)
	case Magic:
		return the + "'" + text.Name(s.Text) + "' magic"
	}
	return Nameless
}
