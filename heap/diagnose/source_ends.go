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
	sub := &t.coded.Subs[run]
	if !reads.Match(t.decoded.Bytes[sub.Body:min(sub.End, len(t.decoded.Bytes))]) {
		return ""
	}
	for _, m := range t.decoded.MentionsIn(sub.Body, sub.End) {
		if m.Kind == perl.MentionBuiltin && m.Name == "close" && t.opensOnce(run) {
			return fmt.Sprintf("line %d closes the file that it is read from", t.coded.LineOf(m.Start))
		}
	}
	return ""
}

var (
	reads    = regexp.MustCompile(`<\$?\w+>|\b(?:readline|read|sysread|getc|getlines?|getline_hr)\b`)
	readMode = regexp.MustCompile(`^\s*<(?:$|[:\s\w./])`)
)

// opensOnce reports whether a text opens a file to read it, in a constructor or when
// it is loaded, and not in the sub that is asked about.
func (t *text) opensOnce(run int) bool {
	rec := t.record()
	return slices.ContainsFunc(rec.Literals, func(l perl.Literal) bool {
		in := t.runOf(l.Sub)
		if !readMode.MatchString(l.Text) || in == run || in >= 0 && !t.once(l.Sub) || t.isLooped(l.At) {
			return false
		}
		return slices.ContainsFunc(t.decoded.MentionsIn(max(0, l.Start-maxStatement), l.Start), func(m perl.Mention) bool {
			return m.Kind == perl.MentionBuiltin && m.Name == "open"
		})
	})
}
