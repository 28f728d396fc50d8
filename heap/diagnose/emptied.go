package diagnose

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// emptied says where the program empties a container, or what it is in, again and
// again: when a limit is reached, when a period is over, or in a sub that it calls
// without a condition. Such a container has what came since, however long the dumps
// show nothing else. "" if it does not.
func (f *finder) emptied(removals []removal, stores []store) string {
	// When a module empties its own, as at the end of the process, does not depend on the program.
	removals = slices.DeleteFunc(slices.Clone(removals), func(r removal) bool { return !f.src.below(r.text.Path) })
	if i := f.emptying(removals, stores); i >= 0 {
		return fmt.Sprintf("%s empties it again and again", f.src.place(removals[i].text, removals[i].at.Line))
	}
	return ""
}

// emptying returns which removal takes out everything, again and again; -1 if none does.
// What is put back behind it in a loop, as a wheel of timers does with those that are not
// due, was not taken out.
func (f *finder) emptying(removals []removal, stores []store) int {
	return slices.IndexFunc(removals, func(r removal) bool {
		return r.all && !r.vain && f.recurs(&r) && !slices.ContainsFunc(stores, func(s store) bool { return s.putsBackAfter(&r) })
	})
}

// putsBackAfter reports whether a store behind a removal, in its sub, puts what a loop goes
// through there again.
func (s *store) putsBackAfter(r *removal) bool {
	t, run := r.text, r.text.runOf(r.at.Sub)
	if s.text != t || t.runOf(s.at.Sub) != run || s.at.Start < r.at.Start || s.value.Kind != perl.ValueTerm || len(s.value.Term.Steps) > 0 {
		return false
	}
	return slices.ContainsFunc(t.record().Stores, func(of perl.Store) bool {
		return of.How == perl.StoreIterate && t.runOf(of.Sub) == run && of.Target.Name == s.value.Term.Name
	})
}

// recurs reports whether a removal is repeated whatever happens, as far as the source
// tells: not for a reply that may never come, and not in a sub that nobody calls.
func (f *finder) recurs(r *removal) bool {
	t, sub := r.text, r.text.runOf(r.at.Sub)
	limited := t.isLimit(r.on)
	switch {
	case !limited && !r.on.IsCertain:
		return false
	case sub < 0:
		return t.isLooped(r.at)
	case t.coded.Subs[sub].Kind == perl.Anonymous:
		return t.isPeriodic(sub)
	case limited:
		return true
	}
	name := baseName(t.coded.Subs[sub].Name)
	if name == "" || name == "DESTROY" {
		return false
	}
	if t.rearms(sub, name) {
		return true
	}
	for _, from := range f.src.own {
		for _, i := range from.statements().calls[name] {
			c := &from.record().Calls[i]
			in := from.runOf(c.Sub)
			if from == t && in == sub || !c.IsCertain && !from.isLimit(c.Condition) || f.runsOnce(from, c.At) || !f.mayCall(from, c, t.coded.Subs[sub].Package) {
				continue
			}
			if in < 0 || from.coded.Subs[in].Kind != perl.Anonymous || from.isPeriodic(in) {
				return true
			}
		}
	}
	return false
}

// removals finds the statements of its text that empty what a store names, by the very
// same term: what that is may not be known otherwise, as of $heap of a session.
func (s *store) removals() (found []removal) {
	n := slices.IndexFunc(s.field.Steps, func(step perl.Step) bool { return step.Name == s.name })
	if s.field.Root != perl.RootVariable || n < 0 {
		return nil
	}
	for i := range s.text.record().Removals {
		m := &s.text.record().Removals[i]
		if empties(m.How) && m.Target.Name == s.field.Name && len(m.Target.Steps) == n+1 && endsWith(m.Target, s.name) && !s.text.once(m.Sub) {
			found = append(found, removal{text: s.text, at: m.At, on: m.Condition, all: true, of: s.naming})
		}
	}
	return found
}

// mayCall reports whether a call may be one of a sub of a package: its receiver is not
// known to be of another class.
func (f *finder) mayCall(t *text, c *perl.Call, pkg string) bool {
	if !c.Method {
		return true
	}
	of := f.classOf(t, c.Receiver, c.At, 0)
	return of == "" || f.related(of, pkg)
}

// isLimit reports whether a condition is a comparison that is true now and then
// whatever happens: with a limit, with what was before, or every so often. Whether
// there is anything at all is no limit.
func (t *text) isLimit(on perl.Condition) bool {
	if on.Guard < 0 {
		return false
	}
	switch l := &t.record().Limits[on.Guard]; l.Kind {
	case perl.LimitModulo:
		return false
	case perl.LimitEvery:
		return true
	case perl.LimitChange: // that two texts become equal may never come
		return on.Holds == (l.Op == "ne")
	default:
		return !l.AsksWhether(t.decoded.Bytes)
	}
}

// rearms reports whether a sub asks to be called again later, by its name: as the states of
// a session do with $kernel->delay(flush => 60).
func (t *text) rearms(sub int, name string) bool {
	return slices.ContainsFunc(t.record().Calls, func(c perl.Call) bool {
		return t.runOf(c.Sub) == sub && delaying.MatchString(c.Name) && len(c.Args) > 0 && c.Args[0].Kind == perl.ValueString && c.Args[0].Text == name
	})
}

// delaying are the names of methods that call something later.
var delaying = regexp.MustCompile(`^(?:delay|alarm|timer|after|schedule)`)

// periodic are the names by which event loops are told to call a sub again and again.
var periodic = []string{"recurring", "interval", "on_tick", "every", "periodic", "Periodic", "repeat"}

// nearCalls is how many calls before a sub are looked at for the one that it is given to.
const nearCalls = 16

// isPeriodic reports whether an anonymous sub is given to an event loop to be called again
// and again: the call that it stands in says so before it.
func (t *text) isPeriodic(sub int) bool {
	at := &t.coded.Subs[sub]
	calls := t.record().Calls
	last := upTo(calls, at.Start, func(c *perl.Call) int { return c.Start })
	for i := last - 1; i >= max(0, last-nearCalls); i-- {
		if c := &calls[i]; c.End >= at.End {
			return slices.ContainsFunc(t.decoded.MentionsIn(c.Start, at.Start), func(w perl.Mention) bool {
				isName := w.Kind == perl.MentionWord || w.Kind == perl.MentionPair || w.Kind == perl.MentionKey
				return isName && slices.Contains(periodic, w.Base())
			})
		}
	}
	return false
}
