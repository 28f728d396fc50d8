package diagnose

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// readsToEnd says that the sub of a store reads from a file that was opened once, and
// closes it at its end: there is no more than the file has. What opens a file itself
// may do so again and again. "" if not.
func (s *store) readsToEnd() string {
	t, run := s.text, s.text.runOf(s.at.Sub)
	if run < 0 || s.how == declares {
		return ""
	}
	x := t.statements()
	why, known := x.ends[run]
	if !known {
		why = t.sourceEnds(run)
		x.ends[run] = why
	}
	return why
}

// sourceEnds says where a sub closes a file that it reads from and that was opened
// once; "" if it does not.
func (t *text) sourceEnds(run int) string {
	sub := &t.coded.Subs[run]
	tried := 0
	for _, m := range t.decoded.MentionsIn(sub.Body, sub.End) {
		if m.Kind != perl.MentionBuiltin || m.Name != "close" {
			continue
		}
		if tried++; tried > maxClosed {
			break
		}
		h, ok := perl.ClosedHandle(t.decoded.Bytes, m.End, sub)
		if !ok || h.Field == "" && t.declaresIn(run, "$"+h.Variable) {
			continue // it does not outlive the sub
		}
		if h.IsReadIn(t.decoded.Bytes, sub) && t.opensOnce(run, h) {
			return fmt.Sprintf("line %d closes the file that it is read from", t.coded.LineOf(m.Start))
		}
	}
	return ""
}

// maxClosed bounds how many statements that close something are looked at, of a sub,
// and maxOpened how many that open a file, of a text.
const maxClosed, maxOpened = 8, 64

var readMode = regexp.MustCompile(`^\s*<(?:$|[:\s\w./])`)

// opensOnce reports whether a text opens a file to read it through a handle, in a
// constructor or when it is loaded, and not in the sub that is asked about.
func (t *text) opensOnce(run int, h perl.Handle) bool {
	name := h.Field
	if name == "" {
		name = h.Variable
	}
	rec, tried := t.record(), 0
	return slices.ContainsFunc(rec.Literals, func(l perl.Literal) bool {
		in := t.runOf(l.Sub)
		if !readMode.MatchString(l.Text) || in == run || in >= 0 && !t.once(l.Sub) || t.isLooped(l.At) {
			return false
		}
		from, to := max(0, l.Start-maxStatement), l.Start
		if !slices.ContainsFunc(t.decoded.MentionsIn(from, to), func(m perl.Mention) bool { return m.Kind == perl.MentionBuiltin && m.Name == "open" }) {
			return false
		}
		if tried++; tried > maxOpened {
			return false
		}
		if h.Field != "" && in >= 0 { // the constructor puts it there
			from, to = t.coded.Subs[in].Body, t.coded.Subs[in].End
		}
		return perl.HasName(t.decoded.Bytes, from, to, name)
	})
}
