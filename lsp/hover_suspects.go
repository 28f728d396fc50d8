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

// evidenceText says in a line or two what the judgement of a suspect is based on.
// It comes last: what holds a thing helps more.
func evidenceText(x *diagnose.Suspect) string {
	var sides [2][]string
	for _, e := range x.Evidence {
		side := 1
		if e.For {
			side = 0
		}
		sides[side] = append(sides[side], string(e.Principle)+" ("+e.Measured+")")
	}
	var told []string
	for i, name := range []string{"For", "Against"} {
		if len(sides[i]) > 0 {
			told = append(told, name+": "+strings.Join(sides[i], ", ")+".")
		}
	}
	return strings.Join(told, " ")
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
		if told := evidenceText(x); told != "" {
			h.evidence = append(h.evidence, told)
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

func (h *hoverText) safeProse(text string) string { return h.prose(words.Safe(text)) }
