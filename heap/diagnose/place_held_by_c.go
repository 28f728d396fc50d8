package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// placeHeldByC places an object that only C code can hold: where the program passes one
// of its class to code that is not its own, or else where it makes them.
func (f *finder) placeHeldByC(c content) Placement {
	if !c.own {
		if slices.Contains(f.bases(c.key), "Encode::Encoding") {
			if p, ok := f.placeLayer(); ok {
				return p
			}
		}
		if p, ok := f.placeCall(&collecting{in: path.Found{Path: path.OfClass(c.key), From: c.sv}, most: c}); ok {
			return p
		}
		return f.placeClass(c.key)
	}
	made := f.placeClass(c.key)
	var all []told
	for _, t := range f.src.own {
		rec := t.record()
		for i := range rec.Calls {
			if call := &rec.Calls[i]; f.foreignCall(t, call) {
				if score := f.handsOver(t, call, c.key); score > 0 {
					all = append(all, told{text: t, at: call.At, score: score})
				}
			}
		}
	}
	p, ok := f.toldBy(all, "an object of "+c.key+" may be handed there to code that is not the program's own")
	if !ok {
		return made
	}
	p.Certainty = Guessed
	if made.Place.Line > 0 && len(p.Others) < maxCandidates {
		p.Others = append(p.Others, Candidate{made.Place, made.Certainty, made.Reason})
	}
	return p
}

// maxEach is how many objects the variables of a suspended sub are taken to hold.
const maxEach = 4

// each returns how many of one kind there are for each of the other, if that number is
// the same in every heap; otherwise 0.
func each(counts, of []int) int {
	n := 0
	for k := range of {
		switch {
		case of[k] == 0 && counts[k] == 0:
		case of[k] == 0 || counts[k] == 0 || counts[k]%of[k] != 0 || n > 0 && counts[k]/of[k] != n:
			return 0
		default:
			n = counts[k] / of[k]
		}
	}
	return n
}

// onStacks places objects that only C code can hold, and of which each heap has as many as
// closures of one line that C code holds as well, or a few for each: they are in variables
// of suspended subs, whose stacks C code keeps, as Coro does.
func (f *finder) onStacks() {
	for i := range f.found {
		s := &f.found[i]
		if s.Kind != Foreign || s.Class == "" || !s.Certainty.IsGuess() {
			continue
		}
		at := slices.IndexFunc(f.found, func(c Suspect) bool {
			return c.Kind == Foreign && c.Class == "" && c.Certainty == Recorded && f.src.below(c.Place.Path) && 0 < each(s.Counts, c.Counts) && each(s.Counts, c.Counts) <= maxEach
		})
		if at < 0 {
			continue
		}
		of := &f.found[at]
		as := "as many closures made here"
		if n := each(s.Counts, of.Counts); n > 1 {
			as = fmt.Sprintf("one closure made here for every %d of them", n)
		}
		s.Placement = Placement{Place: of.Place, Certainty: Told, Reason: "C code holds " + as}
		s.Why = Because(fmt.Sprintf("%s is alive though nothing in the dump holds it, and C code holds %s: it may keep the stacks of subs that are suspended", f.say(f.pathOf(s.SV)), as))
		s.Fix = "let what is suspended here end, or cancel it, when it is no longer needed"
	}
}

// foreignCall reports whether a call may be of a sub that is not the program's own.
func (f *finder) foreignCall(t *text, call *perl.Call) bool {
	name := baseName(call.Name)
	if name == "" {
		return false
	}
	if call.Method {
		if of := f.classOf(t, call.Receiver, call.At, 0); of != "" && f.src.ownClass(of) {
			return false
		}
	}
	for _, own := range f.src.own {
		if slices.ContainsFunc(own.coded.Subs, func(s perl.Sub) bool { return baseName(s.Name) == name }) {
			return false
		}
	}
	return true
}

// handsOver says how certain it is that an argument of a call is an object of a class: by
// what is known about the variable, or by its name, as $amount suggests Clearing::Amount.
func (f *finder) handsOver(t *text, call *perl.Call, class string) (score float64) {
	for _, arg := range call.Args {
		if arg.Kind != perl.ValueTerm && arg.Kind != perl.ValueCall || arg.Term.Root != perl.RootVariable {
			continue
		}
		of := f.classOf(t, arg.Term, call.At, 0)
		switch {
		case of == class:
			score = max(score, 2)
		case of == "" && len(arg.Term.Steps) == 0 && strings.EqualFold(arg.Term.Name[1:], baseName(class)):
			score = max(score, 1)
		}
	}
	return score
}

// placeLayer places the encodings that perl keeps in the layers of file handles,
// which no dump shows: where the program sets such a layer.
func (f *finder) placeLayer() (Placement, bool) {
	var all []told
	for _, t := range f.src.own {
		for _, l := range t.record().Literals {
			if strings.Contains(l.Text, ":encoding(") {
				all = append(all, told{text: t, at: l.At, score: 1})
			}
		}
	}
	return f.toldBy(all, "a layer that encodes is put on a file handle here")
}
