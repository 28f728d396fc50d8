package diagnose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// readsToEnd says that what is stored is read from a file that was opened once, by the
// sub of the store, or by all that call it: there is no more than the file has. What
// opens a file itself may do so again and again. "" if not.
func (f *finder) readsToEnd(s *store) string {
	if s.how == declares {
		return ""
	}
	run := s.text.runOf(s.at.Sub)
	if why := s.text.readingEnds(run); why != "" || run < 0 {
		return why
	}
	name, why := baseName(s.text.coded.Subs[run].Name), ""
	if name == "" {
		return ""
	}
	for _, from := range f.src.own {
		for _, i := range from.statements().calls[name] {
			c := &from.record().Calls[i]
			if !f.mayCall(from, c, s.text.coded.Subs[run].Package) {
				continue
			}
			if why = from.readingEnds(from.runOf(c.Sub)); why == "" {
				return ""
			}
			why = fmt.Sprintf("in %s, %s", from.Path[strings.LastIndexByte(from.Path, '/')+1:], why)
		}
	}
	return why
}

// readingEnds is sourceEnds, asked once for each sub, and -1 for the top level.
func (t *text) readingEnds(run int) string {
	x := t.statements()
	why, known := x.ends[run]
	if !known {
		why = t.sourceEnds(run)
		x.ends[run] = why
	}
	return why
}

// handle is what a file is read through, and what outlives the sub that does it.
type handle struct {
	variable string // with $, or a bare word; "" if only the field is named
	field    string // of the object; "" for a variable of the file, or a bare word
}

// String is the handle as a program writes it.
func (h handle) String() string {
	if h.field != "" {
		return "{" + h.field + "}"
	}
	return h.variable
}

// handleOf is the handle that a term names; false if it is none.
func handleOf(of perl.Term) (handle, bool) {
	switch n := len(of.Steps); {
	case n == 0 && of.Root == perl.RootVariable && of.Sigil == '$':
		return handle{variable: of.Name}, true
	case n == 0 && (of.Root == perl.RootClass || of.Root == perl.RootCall):
		return handle{variable: of.Name}, true
	case n == 1 && ofObject(of) && of.Steps[0].Kind == perl.StepKey && of.Steps[0].Name != "":
		return handle{field: of.Steps[0].Name}, true
	}
	return handle{}, false
}

// ofObject reports whether a term begins with the object of a method.
func ofObject(t perl.Term) bool {
	return t.Root == perl.RootVariable && (t.Name == "$self" || t.Name == "$this")
}

// completed adds what a sub assigns to the variable of a handle, or the field of one to:
// my $in = $self->{fh}.
func (t *text) completed(h handle, run int) handle {
	rec := t.record()
	for i := range rec.Stores {
		s := &rec.Stores[i]
		if s.How != perl.StoreAssign || len(s.Target.Steps) > 0 || s.Target.Sigil != '$' || t.runOf(s.Sub) != run || s.Value.Kind != perl.ValueTerm {
			continue
		}
		of, ok := handleOf(s.Value.Term)
		switch {
		case !ok || of.field == "":
		case h.variable == "" && of.field == h.field:
			h.variable = s.Target.Name
			return h
		case h.field == "" && s.Target.Name == h.variable:
			h.field = of.field
			return h
		}
	}
	return h
}

// seeks reports whether a text goes back in a file, or waits for more of one.
func (t *text) seeks() bool {
	return slices.ContainsFunc(t.record().Handles, func(u perl.HandleUse) bool { return u.How == perl.HandleSeek }) ||
		slices.ContainsFunc(t.decoded.MentionsIn(0, t.coded.Size), func(m perl.Mention) bool { return m.Base() == "tail" || m.Base() == "clearerr" })
}

// sourceEnds says where a sub, or the top level for -1, closes a file that it reads from
// and that was opened once, or reads it to its end; "" if it does not. One that seeks
// waits for more.
func (t *text) sourceEnds(run int) string {
	from, to := 0, t.coded.Size
	if run >= 0 {
		from, to = t.coded.Subs[run].Body, t.coded.Subs[run].End
	}
	all := t.record().Handles
	all = all[upTo(all, from-1, func(u *perl.HandleUse) int { return u.Start }):]
	all = all[:upTo(all, to-1, func(u *perl.HandleUse) int { return u.Start })]
	toEnd := slices.ContainsFunc(all, func(u perl.HandleUse) bool { return u.ToEnd || u.How == perl.HandleEOF })
	asked := map[handle]bool{} // whether it was opened once
	once := func(h handle) bool {
		is, known := asked[h]
		if !known && len(asked) < maxHandles {
			is = t.opensOnce(run, h)
			asked[h] = is
		}
		return is
	}
	if toEnd && !t.seeks() {
		for i := range all {
			h, ok := handleOf(all[i].Handle)
			if !ok || all[i].How != perl.HandleRead || h.variable != "" && (h.variable[0] != '$' || run >= 0 && t.declaresIn(run, h.variable)) {
				continue // it does not outlive the sub
			}
			if once(h) {
				return fmt.Sprintf("it is read from a file that was opened once, to its end (%s)", h)
			}
		}
	}
	if run < 0 {
		return ""
	}
	for i := range all {
		h, ok := handleOf(all[i].Handle)
		if !ok || all[i].How != perl.HandleClose {
			continue
		}
		if h = t.completed(h, run); h.field == "" && t.declaresIn(run, h.variable) {
			continue // it does not outlive the sub
		}
		isRead := slices.ContainsFunc(all, func(u perl.HandleUse) bool {
			of, ok := handleOf(u.Handle)
			return ok && u.How == perl.HandleRead && (of.variable != "" && of.variable == h.variable || of.field != "" && of.field == h.field)
		})
		if isRead && once(h) {
			return fmt.Sprintf("line %d closes the file that it is read from", all[i].Line)
		}
	}
	return ""
}

// maxHandles bounds how many handles of a sub are looked at.
const maxHandles = 16

// readMode is a mode of open, or a mode and the beginning of a name.
var readMode = regexp.MustCompile(`^\s*<(?:$|[:\s\w./])`)

// opensOnce reports whether a text opens a file to read it through a handle, in a
// constructor or when it is loaded, and not in the sub that is asked about.
func (t *text) opensOnce(run int, h handle) bool {
	return slices.ContainsFunc(t.record().Handles, func(u perl.HandleUse) bool {
		in := t.runOf(u.Sub)
		if u.How != perl.HandleOpen || !readMode.MatchString(u.Mode) || in == run && run >= 0 || in >= 0 && !t.once(u.Sub) || t.isLooped(u.At) {
			return false
		}
		of, ok := handleOf(u.Handle)
		switch {
		case ok && h.field != "" && of.field == h.field, ok && h.field == "" && of.variable == h.variable:
			return true
		case h.field == "" || in < 0:
			return false
		}
		// The constructor puts it there.
		return slices.ContainsFunc(t.decoded.MentionsIn(t.coded.Subs[in].Body, t.coded.Subs[in].End), func(m perl.Mention) bool { return m.Base() == h.field })
	})
}
