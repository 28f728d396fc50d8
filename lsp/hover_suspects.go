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
	path := v.Path
	var found []*diagnose.Suspect
	for _, x := range v.Analysis.SuspectsIn(path) {
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

// suspicions writes the suspects that have not been written yet.
func (h *hoverText) suspicions() {
	for _, x := range h.suspects {
		h.paragraph(h.strong("Suspect, "+string(x.Level)) + ": " + h.safeProse(x.Why) + ". " + capital(suspectNumbers(h.v, x)) + ".")
		if told := evidenceText(x); told != "" {
			h.evidence = append(h.evidence, told)
		}
		if len(x.Cycle) > 0 {
			steps := make([]string, len(x.Cycle))
			for i, step := range x.Cycle {
				steps[i] = words.Safe(step)
			}
			h.block(strings.Join(steps, "\n"))
		}
		if x.Holder != "" {
			h.paragraph("Held by " + h.code(words.Safe(x.Holder)) + h.prose(h.at(x.HolderPlace)) + ".")
		}
		h.paragraph(h.strong("Cure") + ": " + h.safeProse(x.Fix) + ".")
	}
	h.suspects = nil
}

func (h *hoverText) safeProse(text string) string { return h.prose(words.Safe(text)) }
