package population

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
)

// Writer makes words of populations. They are harmless wherever they are shown.
type Writer struct {
	// Keys are the keys of hashes that may be told; nil for all.
	Keys text.Keys
	// Sub writes where a sub stands whose first statement is recorded at a line;
	// nil for the recorded line.
	Sub func(recorded heap.Location) string
}

// Untold is the text of a key that somebody left out. It is written as
// [text.HiddenKey].
const Untold = "\u2026"

// arrow stands between what holds and what is held.
const arrow = " → "

// Path writes a population and all that leads to it, from the outside to the
// inside: `%singleton → {ws_redis_master} Hub → {events}{error} → […] sub
// lib/Helpers.pm:9`.
func (w Writer) Path(p *Population) string {
	var chain []*Population
	for ; p.Parent != nil; p = p.Parent {
		chain = append(chain, p)
	}
	if len(chain) == 0 {
		return "the heap"
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return w.Chain(chain)
}

// Chain writes populations of which each holds the next. The types of data are
// told at the end alone.
func (w Writer) Chain(chain []*Population) string {
	var b strings.Builder
	subscripts := false // whether what was written last can be followed by another
	for i, p := range chain {
		if p.Parent == nil {
			b.WriteString("the heap")
			continue
		}
		step, class := w.step(p.Step), w.class(p.Class)
		if p.Class.Kind == path.Data && step != "" && (i < len(chain)-1 || hasSigil(p.Step)) {
			class = ""
		}
		isSubscript := strings.HasPrefix(step, "{") || strings.HasPrefix(step, "[")
		if b.Len() > 0 && (!subscripts || !isSubscript) {
			b.WriteString(arrow)
		}
		b.WriteString(step)
		if step != "" && class != "" {
			b.WriteByte(' ')
		}
		b.WriteString(class)
		subscripts = isSubscript && class == ""
	}
	return b.String()
}

// hasSigil reports whether the name of a step says of what type it leads to.
func hasSigil(s path.Step) bool {
	switch s.Kind {
	case path.Symbol, path.Lexical, path.Captured, path.Field, path.Root:
		return true
	}
	return false
}

// step writes how a population is led to.
func (w Writer) step(s path.Step) string {
	switch s.Kind {
	case path.None:
		return ""
	case path.Key:
		if s.Text == Untold {
			return text.HiddenKey
		}
		return w.Keys.Key(s.Text)
	case path.AnyKey:
		return text.HiddenKey
	case path.Element, path.AnyElement:
		return "[…]"
	case path.More:
		return "…"
	case path.Field:
		return "field " + text.Name(s.Text)
	case path.Lexical, path.Captured:
		of := ""
		switch {
		case s.Sub != "":
			of = " of " + text.Name(s.Sub) + alone(s)
		case s.At.File != "":
			of = " of " + w.sub(s)
		}
		return "my " + text.Name(s.Text) + of
	case path.Temporary:
		return "temporary"
	case path.Magic:
		return "magic '" + text.Name(s.Text) + "'"
	}
	return text.Name(s.Text)
}

// class writes what a population is.
func (w Writer) class(s path.Step) string {
	if s.Kind == path.Closure {
		return w.sub(s)
	}
	return text.Name(s.Text)
}

// sub writes of which line closures are: sub lib/Helpers.pm:9. Those of XS have no
// line.
func (w Writer) sub(s path.Step) string {
	switch {
	case s.At.Line == 0:
		return "sub " + text.Name(s.At.File)
	case s.Alone:
		// What is in that line of the last dump's program is another sub.
		return fmt.Sprintf("sub %s:%d%s", text.Name(s.At.File), s.At.Line, alone(s))
	case w.Sub != nil:
		return "sub " + w.Sub(s.At)
	}
	return fmt.Sprintf("sub %s:%d", text.Name(s.At.File), s.At.Line)
}

// alone says that a sub is not in the heap that this one is laid on.
func alone(s path.Step) string {
	if !s.Alone {
		return ""
	}
	return " (not found in the last dump)"
}
