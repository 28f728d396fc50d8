package site

import (
	"fmt"

	words "github.com/perlheap/perlheap/heap/text"
)

// Form is how a place is written. They can be joined with |.
type Form uint8

// The forms.
const (
	Terse     Form = 1 << iota // `lib/Foo.pm:12`, for a table; else `lib/Foo.pm line 12`
	WithDoubt                  // followed by any doubt, as in [Place.Doubt]
	WithState                  // behind it what is not plain, in a word or two
)

// String writes a place: `lib/Foo.pm line 12`; empty if there is no file.
func (p Place) String() string { return p.Written(0) }

// Written writes a place in a form: `lib/Foo.pm:12 (moved)`. Without a line it
// writes the file, and nothing if there is none.
func (p Place) Written(as Form) string {
	if p.File == "" {
		return ""
	}
	text := words.Name(p.File)
	switch {
	case p.Line == 0:
	case as&Terse != 0:
		text += fmt.Sprintf(":%d", p.Line)
	default:
		text += fmt.Sprintf(" line %d", p.Line)
	}
	if as&WithDoubt != 0 {
		text = behind(text, p.Doubt())
	}
	if as&WithState == 0 {
		return text
	}
	switch p.State {
	case Moved, Uncertain, Gone:
		text = behind(text, p.State.String())
	case Exact:
		text = behind(text, reasons[p.Reason])
	}
	if p.Of > 1 {
		text = behind(text, fmt.Sprintf("one of %d lines", p.Of))
	}
	return text
}

func behind(text, doubt string) string {
	if doubt == "" {
		return text
	}
	return text + " (" + doubt + ")"
}

var reasons = map[Reason]string{
	ReasonTemplate:  "a template: perl's own line",
	ReasonRegexp:    "code block of a regexp",
	ReasonRuntime:   "made at run time",
	ReasonGenerated: "generated code: perl's own line",
	ReasonNoFile:    "in no file",
	ReasonNoLine:    "perl records no line",
	ReasonPerl:      "perl's own",
	ReasonDebugger:  "kept by the debugger (perl -d)",
}

// Doubt says in a few words what is not certain about a place, to be written
// after it; empty if there is nothing to say. That the file has changed is said
// only if it is known.
func (p Place) Doubt() string {
	text := reasons[p.Reason]
	switch p.State {
	case Uncertain:
		text = "it may be elsewhere"
	case Gone:
		text = "the line is as recorded"
		if p.Reason != ReasonChanged {
			text = "nothing in the file is it for certain, and " + text
		}
	}
	if p.Reason == ReasonChanged && text != "" {
		return "the file has changed, and " + text
	}
	return text
}
