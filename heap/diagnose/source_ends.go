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

// endOfFile is what a program does that reads a file to its end and no further: a loop or a
// condition on what was read. One that seeks waits for more. A key, variable or sub of the
// name eof is no condition.
var (
	endOfFile = regexp.MustCompile(`\bwhile\s*\(\s*(?:defined\b[\s(]*)?(?:my\b|local\b)?[^;{}\n]*(?:<\$\w+>|\breadline\b|\bgetline\w*\b)|(?:<\$\w+>|\breadline\b|\bgetline\w*\b)[^;\n]*(?:\bor\b|\|\|)\s*(?:last|return)\b|(?:^|[^\w$@%&{'"])eof\b\s*(?:[^\s=]|=[^>])`)
	seeks     = regexp.MustCompile(`\bseek\s*\(|->\s*seek\b|\bclearerr\b|\btail\b`)
)

// sourceEnds says where a sub, or the top level for -1, closes a file that it reads from
// and that was opened once, or reads it to its end; "" if it does not.
func (t *text) sourceEnds(run int) string {
	src := t.code()
	from, to := 0, len(src)
	if run >= 0 {
		to = min(to, t.coded.Subs[run].End)
		from = min(to, max(0, t.coded.Subs[run].Body))
	}
	if !seeks.Match(src) && endOfFile.Match(src[from:to]) {
		for _, h := range perl.ReadHandles(src, from, to) {
			if h.Variable != "" && run >= 0 && t.declaresIn(run, "$"+h.Variable) {
				continue // it does not outlive the sub
			}
			if t.opensOnce(run, h) {
				return fmt.Sprintf("it is read from a file that was opened once, to its end (%s)", h)
			}
		}
	}
	if run < 0 {
		return ""
	}
	sub := &t.coded.Subs[run]
	tried := 0
	for _, m := range t.decoded.MentionsIn(sub.Body, sub.End) {
		if m.Kind != perl.MentionBuiltin || m.Name != "close" {
			continue
		}
		if tried++; tried > maxClosed {
			break
		}
		h, ok := perl.ClosedHandle(src, m.End, sub)
		if !ok || h.Field == "" && t.declaresIn(run, "$"+h.Variable) {
			continue // it does not outlive the sub
		}
		if h.IsReadIn(src, sub) && t.opensOnce(run, h) {
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
		if !readMode.MatchString(l.Text) || in == run && run >= 0 || in >= 0 && !t.once(l.Sub) || t.isLooped(l.At) {
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
		return perl.HasName(t.code(), from, to, name)
	})
}
