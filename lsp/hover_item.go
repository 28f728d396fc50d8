package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// item writes about one item. Only of the first it is shown what holds it; below are
// how many more items there are, each of which gets a line.
func (h *hoverText) item(ctx context.Context, i *session.Item, first bool, below int) error {
	if !h.beside || !first {
		h.say(h.strong(named(h.safe).headline(i)) + h.facts(i))
	}
	h.doubts(i)
	cycle := slices.ContainsFunc(h.suspects, func(x *diagnose.Suspect) bool { return len(x.Cycle) > 0 })
	h.suspicions(i.Kind != site.KindClosure && i.Kind != site.KindObject)
	h.analysis(i)
	switch i.Kind {
	case site.KindClosure:
		if err := h.closures(ctx, i); err != nil {
			return err
		}
	case site.KindObject:
		h.objects(i)
	case site.KindVariable:
		h.variable(i)
	case site.KindSub:
		h.say("The bytes are those of its code value, its pads and its constants, with what these own, plus the results that its operators keep until they run again.")
	case site.KindAllocation:
		h.parts(i)
	}
	if first && !cycle && i.Kind != site.KindSub { // a cycle says what holds it
		if err := h.chain(ctx, chainTitle(i), i.Example(), 2+below); err != nil {
			return err
		}
	}
	h.say(h.recorded(i))
	return nil
}

// chainTitle says whose chain follows.
func chainTitle(i *session.Item) string {
	switch {
	case i.Kind == site.KindVariable:
		return variableChain(i)
	case i.Kind == site.KindAllocation:
		return "One of them, and what holds it:"
	case i.Count() == 1:
		return "What holds it:"
	}
	return "A typical one, and what holds it:"
}

// safe writes a name of the dump as code.
func (h *hoverText) safe(name string) string { return h.code(words.Name(name)) }

// facts writes the numbers behind the headline, and of what they are a part.
func (h *hoverText) facts(i *session.Item) string {
	text := ""
	if i.Kind == site.KindClosure {
		text = fmt.Sprintf(" · %s of all %s subs", words.Percent(shareOf(i.Count(), h.v.Table.Codes)), words.Count(h.v.Table.Codes))
	}
	return text + fmt.Sprintf(" · %s, %s", words.Bytes(i.Bytes()), heapShare(h.v, i.Bytes()))
}

// doubts says why a number may belong to another place.
func (h *hoverText) doubts(i *session.Item) {
	if i.State == site.Uncertain {
		text := " What the dump says about the sub fits this one best, but does not settle it. "
		if i.Reason == site.ReasonChanged {
			text = " The file has changed since the program ran, and what the dump says about the sub fits this one best, but does not settle it. "
		}
		h.say(h.strong("Probably made here, but not for sure.") + text + "Set perlheap.revision to the git revision that ran, so that its lines can be followed.")
	}
	switch {
	case i.State == site.Moved && i.Reason == site.ReasonChanged:
		h.say("The file has changed since the program ran; it was found again here.")
	case i.State == site.Moved:
		h.say("The line that the dump records does not fit; this one does.")
	}
	if text := reasonTexts[i.Reason]; text != "" && i.State == site.Exact {
		h.say(text)
	}
	switch {
	case i.Ambiguous && i.Subs > 1:
		h.say(fmt.Sprintf("The dump does not tell the %s subs on this line apart.", words.Count(i.Subs)))
	case i.Ambiguous:
		h.say("Another sub fits as well as this one.")
	}
}

// reasonTexts says why what a line is said to have need not be visible on it.
var reasonTexts = map[site.Reason]string{
	site.ReasonTemplate:  "This file is a template that something else turns into Perl: the line is the one that perl recorded.",
	site.ReasonRegexp:    "It is a code block in a regular expression. For these perl records the file but no line.",
	site.ReasonRuntime:   "It was made at run time: the line is where perl was at that moment, and no source declares it.",
	site.ReasonGenerated: "Perl recorded this line for code that is not a sub in the file: a module's keyword or an eval made it.",
	site.ReasonNoLine:    "Perl records no line for it: this is the sub around it.",
}

// closures writes what closures keep, and who keeps them.
func (h *hoverText) closures(ctx context.Context, i *session.Item) error {
	largest := i.Sites[0]
	var captured []site.Capture
	if len(i.Sites) == 1 { // the closures of several may share with each other
		captured, _ = h.v.Dump.Captured(ctx, largest) // without it the names are known all the same
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	h.say(h.captures(largest, captured))
	h.evals(i)
	return nil
}

// captures names what each closure keeps from the subs around it, and by how
// many closures each variable is shared.
func (h *hoverText) captures(s *site.Site, captured []site.Capture) string {
	if len(s.Captures) == 0 {
		return "The dump does not say what a closure captures."
	}
	return "Each captures " + h.names(s.Captures) + h.sharing(s, captured)
}

// sharing says which of the captured variables the closures share.
func (h *hoverText) sharing(s *site.Site, captured []site.Capture) string {
	if s.Closures < 2 {
		return ""
	}
	var shared, own []string
	text := ""
	for _, c := range captured {
		switch c.SVs {
		case 0: // no closure has it any more
		case 1:
			shared = append(shared, c.Name)
		case s.Closures:
			own = append(own, c.Name)
		default:
			text += fmt.Sprintf(" Of %s there are %s, and %s closures share one of them.", h.safe(c.Name), words.Count(c.SVs), words.Count(c.Most))
		}
	}
	switch n := len(s.Captures); {
	case len(own) == n:
		return words.Plural(n, ". No two share it.", ". No two share one of them.")
	case len(shared) == n:
		return fmt.Sprintf(". All %s share %s.", words.Count(s.Closures), words.Plural(n, "one", "the same ones"))
	}
	if len(own) > 0 {
		text = " Each has its own " + h.names(own) + "." + text
	}
	if len(shared) > 0 {
		text = " All " + words.Count(s.Closures) + " share one " + h.names(shared) + "." + text
	}
	if text != "" {
		text = "." + text
	}
	return text
}

// names lists names of the dump.
func (h *hoverText) names(names []string) string {
	safe := make([]string, len(names))
	for i, name := range names {
		safe[i] = h.safe(name)
	}
	return strings.Join(safe, ", ")
}

// plainNames is names without markup.
func plainNames(names []string) string {
	safe := make([]string, len(names))
	for i, name := range names {
		safe[i] = words.Name(name)
	}
	return strings.Join(safe, ", ")
}

// evals says how many texts string evals compiled.
func (h *hoverText) evals(i *session.Item) {
	e := i.Items[0].Evals
	if e == nil {
		return
	}
	text := fmt.Sprintf("Compiled by a string eval, (eval %d)", e.First)
	if e.Texts > 1 {
		text = fmt.Sprintf("Compiled by string evals, %s times: (eval %d) to (eval %d)", words.Count(e.Texts), e.First, e.Last)
	}
	text += "."
	switch {
	case i.Role != site.RoleEval:
	case i.Attributed && i.Lines > 1:
		text += fmt.Sprintf(" The dump does not say which eval that was: this is one of %s candidates.", words.Count(i.Lines))
	case i.Attributed:
		text += " The dump does not say which eval that was: this is the only candidate."
	}
	h.say(text)
}

// objects says what the objects are and how sure their line is.
func (h *hoverText) objects(i *session.Item) {
	one := i.Items[0]
	text := "The bytes are those of the " + h.code(words.Safe(one.Type)) + " that is blessed, without what it refers to."
	switch {
	case i.Attributed && i.Lines > 1:
		text += fmt.Sprintf(" Perl does not record where objects are blessed: this is one of %s lines that may have done it.", words.Count(i.Lines))
	case i.Attributed:
		text += " Perl does not record where objects are blessed: this line, in a class that theirs inherits from, may have done it."
	}
	h.say(text)
}

// variable says what kind of variable it is.
func (h *hoverText) variable(i *session.Item) {
	one := i.Items[0]
	n := i.Count()
	what := map[site.Scope]string{
		site.ScopePackage: "A package variable", site.ScopeMy: "A lexical variable", site.ScopeState: "A state variable",
	}[one.Scope]
	if n > 1 {
		what += fmt.Sprintf(", alive %s times", words.Count(n))
	}
	h.say(what + ", of type " + h.code(words.Safe(one.Type)) + ". The bytes are those of everything that only it keeps.")
}

func variableChain(i *session.Item) string {
	if i.Count() > 1 {
		return "The biggest one, and what holds it:"
	}
	return "What holds it:"
}

// parts lists the SVs allocated at a line by type and class.
func (h *hoverText) parts(i *session.Item) {
	var lines []string
	for _, one := range i.Items {
		for _, p := range one.Parts {
			what := p.Type
			if p.Class != "" {
				what += "=" + p.Class
			}
			lines = append(lines, fmt.Sprintf("%s %s · %s · serial %d to %d",
				words.Count(p.Count), words.Name(what), words.Bytes(p.Bytes), p.First, p.Last))
		}
	}
	h.list("Allocated on this line, as recorded by a debugging perl:", lines, 6)
}

// recorded returns the location as the dump has it.
func (h *hoverText) recorded(i *session.Item) string {
	dump := h.code(words.Safe(filepath.Base(h.v.Dump.Path)))
	loc := i.Items[0].Recorded
	if loc.File == "" {
		return "The dump " + dump + " records no line for it."
	}
	if loc.Line == 0 {
		return fmt.Sprintf("From %s, according to the dump %s; no line is recorded.", h.code(loc.String()), dump)
	}
	text := fmt.Sprintf("Recorded as %s in the dump %s%s.", h.code(loc.String()), dump, recordedLineIs(i))
	if n := len(i.Sites); n > 1 && i.Items[0].Evals == nil && !i.Ambiguous {
		text += fmt.Sprintf(" It was compiled %s times.", words.Count(n))
	}
	return text
}

// recordedLineIs says which part of an item the recorded line belongs to.
func recordedLineIs(i *session.Item) string {
	switch {
	case i.Kind == site.KindAllocation:
		return ""
	case i.Kind == site.KindVariable && i.Items[0].Scope == site.ScopePackage:
		return ": the line of the first mention"
	case i.Kind == site.KindVariable:
		return ": the first statement of the sub that declares it"
	}
	return ": the line of the first statement"
}

// gone lists what the dump has from the file but its text no longer has.
func (h *hoverText) gone(items []session.Item) {
	if len(items) == 0 {
		return
	}
	why := "the file may not be the one that ran, or a module made the code"
	if slices.ContainsFunc(items, func(i session.Item) bool { return i.Reason == site.ReasonChanged }) {
		why = "the file has changed since the program ran"
	}
	var lines []string
	for _, i := range items {
		line := named(words.Name).headline(&i) + " · " + words.Bytes(i.Bytes())
		if loc := i.Items[0].Recorded; loc.Line > 0 {
			line += fmt.Sprintf(" · recorded at line %d", loc.Line)
		}
		if i.Kind == site.KindClosure && len(i.Sites[0].Captures) > 0 {
			line += " · captures " + plainNames(i.Sites[0].Captures)
		}
		lines = append(lines, line)
	}
	h.list(h.strong("Not found in this file")+", though the dump says it comes from here; "+why+":", lines, 0)
}
