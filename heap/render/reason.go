package render

import "github.com/perlheap/perlheap/heap/site"

var reasons = map[site.Reason]string{
	site.ReasonTemplate:  "a template: perl's own line",
	site.ReasonRegexp:    "code block of a regexp",
	site.ReasonRuntime:   "made at run time",
	site.ReasonGenerated: "generated code: perl's own line",
	site.ReasonNoFile:    "in no file",
	site.ReasonNoLine:    "perl records no line",
	site.ReasonPerl:      "perl's own",
	site.ReasonDebugger:  "kept by the debugger (perl -d)",
}

// Doubt says of a place in a few words what is not plain about it, which goes
// behind the place; empty if that is nothing. That the file has changed is said
// only if it is known.
func Doubt(s site.State, r site.Reason) string {
	text := reasons[r]
	switch s {
	case site.Uncertain:
		text = "it may be elsewhere"
	case site.Gone:
		text = "the line is as recorded"
		if r != site.ReasonChanged {
			text = "nothing in the file is it for certain, and " + text
		}
	}
	if r == site.ReasonChanged && text != "" {
		return "the file has changed, and " + text
	}
	return text
}
