package lsp

import (
	"strings"

	"github.com/perlheap/perlheap/heap/diagnose"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// suspectsAt returns the suspects on a line of the current text, the strongest
// first.
func (s *Server) suspectsAt(v *session.File, line session.PerlLine) []*diagnose.Suspect {
	var found []*diagnose.Suspect
	for _, x := range v.Analysis.SuspectsIn(v.Path) {
		if v.LineNow(x.Place) == line {
			x, _ := cured(v.View, x)
			found = append(found, x)
		}
	}
	return found
}

// evidenceOf says what speaks for a suspicion, or against it, in the words of all
// surfaces.
func evidenceOf(x *diagnose.Suspect, speaks bool, say func(diagnose.Evidence) string) []string {
	var told []string
	for _, e := range x.Evidence {
		if e.For == speaks {
			told = append(told, say(e))
		}
	}
	return told
}

// suspicions writes the suspects that have not been written yet, with their numbers
// unless those of an item are said already.
func (h *hoverText) suspicions(numbers bool) {
	for _, x := range h.suspects {
		if !h.beside {
			why := h.strong("Suspect, "+string(x.Level)) + ": " + h.safeProse(x.WhyHeld()) + "."
			if numbers {
				why += " " + capital(suspectNumbers(h.v, x)) + "."
			}
			h.say(why)
			h.say(h.strong("Cure") + ": " + h.safeProse(x.Fix) + ".")
		}
		for _, side := range []bool{true, false} {
			if told := evidenceOf(x, side, diagnose.Evidence.Says); len(told) > 0 {
				h.evidence = append(h.evidence, map[bool]string{true: "For: ", false: "Against: "}[side]+strings.Join(told, "; ")+".")
			}
		}
		if !h.beside { // else what the problem does not say comes first
			h.judged()
		}
		if len(x.Cycle) > 0 {
			steps := make([]string, len(x.Cycle))
			for i, step := range x.Cycle {
				steps[i] = words.Safe(step)
			}
			h.list("They hold each other:", steps, 1)
		}
	}
	h.suspects = nil
}

// judged writes what speaks for and against the suspects that were told.
func (h *hoverText) judged() {
	for _, told := range h.evidence {
		h.say(h.safeProse(told))
	}
	h.evidence = nil
}

func (h *hoverText) safeProse(text string) string { return h.prose(words.Safe(text)) }
