package diagnose

import (
	"regexp"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// awaitable reports whether async subs can wait for objects of a class, as for
// promises and futures: it has the methods that await asks for.
func (f *finder) awaitable(class string) bool {
	return slices.ContainsFunc(append([]string{class}, f.bases(class)...), func(of string) bool {
		_, err := f.h.Symbols().Find("&" + of + "::AWAIT_ON_READY")
		return err == nil
	})
}

// placeAwait places promises and futures that collect, and that nothing of the
// program's own holds, where a sub waits for one after the other: what is suspended
// is in no dump, and holds what it waits for.
func (f *finder) placeAwait(class string) (Placement, bool) {
	if f.src.ownClass(class) || !f.awaitable(class) {
		return Placement{}, false
	}
	var p Placement
	for _, t := range f.src.own {
		for i := range t.record().Calls {
			c := &t.record().Calls[i]
			if c.Name == "await" && !c.Method && t.isLooped(c.At) {
				at := Candidate{f.src.place(t, c.Line), Guessed, "a loop waits here for one after the other, in a sub that does not end"}
				if p.Place.Line == 0 {
					p.Place, p.Certainty, p.Reason = at.Place, Told, at.Reason
				} else if len(p.Others) < maxCandidates {
					p.Others, p.Certainty = append(p.Others, at), Guessed
				}
			}
		}
	}
	return p, p.Place.Line > 0
}

// loopHead is the beginning of a loop with a block.
var loopHead = regexp.MustCompile(`(?:^|[;{}\s:])(?:while|until|for|foreach)\b[^;{}]*(?:;[^;{}]*;[^;{}]*)?\{|(?:^|[;{}\s:])for(?:each)?\b[^;{]*\{|\bwhile\s*\([^{;]*\{`)

// isLooped reports whether something stands in a loop of its sub.
func (t *text) isLooped(at perl.At) bool {
	from := 0
	if run := t.runOf(at.Sub); run >= 0 {
		from = t.coded.Subs[run].Body + 1
	}
	if from > at.Start {
		return false
	}
	code := string(t.decoded[from:at.Start])
	for _, head := range loopHead.FindAllStringIndex(code, -1) {
		depth := 1
		for _, c := range code[head[1]:] {
			switch c {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 {
				break
			}
		}
		if depth > 0 {
			return true
		}
	}
	return false
}
