package site

import (
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// packageVariableSpots returns the `our` that declares a package variable, in
// the file where perl first saw its name or in that of its package; else the
// line nearest to the recorded one that names it. Perl's own variables, as
// %ENV, have none unless they are declared. In a text that has not changed the
// recorded line is where it came to be, whatever names it: what no line near it
// names was made at run time.
func (prog *Program) packageVariableSpots(i *Item) []Place {
	var mentions, made []Place
	for _, module := range []bool{false, true} {
		for _, a := range i.aliases {
			file := a.recorded.File
			if module {
				if file = moduleFile(a.name); file == "" {
					file = prog.heap.Process().Program()
				}
			}
			p, as, ok := prog.openNamed(file, a.name)
			if !ok {
				continue
			}
			kept := prog.kept(file, p.Text)
			if s, ok := p.our(a.name); ok {
				if !module && !kept && !prog.mentions(p, as, a) {
					s.State, s.Reason = Moved, prog.reason(file, p.Text)
				}
				return []Place{s}
			}
			if isPerls(a.name) {
				continue
			}
			switch s, found := prog.mention(p, as, a, module, kept); {
			case !found:
				made = append(made, s)
			case len(mentions) == 0 || s.State < mentions[0].State:
				mentions = []Place{s}
			}
		}
	}
	switch {
	case len(mentions) > 0:
		return mentions
	case len(made) > 0:
		return made[:1]
	}
	return nil
}

// isPerls reports whether a variable is one of those that perl itself has in
// every package, so that where it is first named means nothing.
func isPerls(variable string) bool {
	pkg, name := splitName(variable)
	if pkg != "main" {
		return false
	}
	switch name = strings.TrimLeft(name[1:], ":"); name {
	case "ENV", "INC", "ARGV", "SIG", "STDIN", "STDOUT", "STDERR", "_", "":
		return true
	}
	c := name[0]
	return c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && c < 0x80
}

// moduleFile returns the file that the package of a variable has by its name, as
// %INC calls it; empty for the main program.
func moduleFile(variable string) string {
	pkg, _ := splitName(variable)
	if pkg == "main" {
		return ""
	}
	return moduleName(pkg)
}

// splitName splits %Foo::bar into Foo and %bar.
func splitName(variable string) (pkg, name string) {
	k := strings.LastIndex(variable, "::")
	switch {
	case k < 1:
		return "main", variable
	case k == 1:
		return "main", variable[:1] + variable[3:]
	}
	return variable[1:k], variable[:1] + variable[k+2:]
}

// our finds the first `our` of a file that declares a variable in its package.
func (p Place) our(variable string) (best Place, ok bool) {
	pkg, name := splitName(variable)
	consider := func(declares []perl.Variable) {
		for _, v := range declares {
			if v.Declarator == "our" && v.Name == name && (!ok || v.Line < best.Line) && p.Text.File.PackageAt(v.Offset) == pkg {
				best, ok = p.at(v.Offset, RoleDeclaration), true
			}
		}
	}
	consider(p.Text.File.Declares)
	for k := range p.Text.File.Subs {
		consider(p.Text.File.Subs[k].Declares)
	}
	return best, ok
}

// nearby is how many lines from the recorded one a name may stand that perl
// saw there: a statement has several, and perl may have read on.
const nearby = 8

// mention finds the line that names a variable: nearest to the recorded one,
// or in the file of its package the first. The file may have the recorded one
// as the name of a `# line` directive. What `package`, `class` and `use
// overload` set stands at those. Without any it gives the recorded line and
// false, and of a text that has changed the state is Gone.
func (prog *Program) mention(p Place, as string, a alias, module, kept bool) (s Place, ok bool) {
	pkg, name := splitName(a.name)
	for m := range p.Text.mentionsOf(name[1:]) {
		if m.Kind == perl.MentionGlobal && m.Sigil == name[0] && p.Text.File.PackageAt(m.Start) == pkg {
			return p.at(m.Start, RoleDeclaration), true
		}
	}
	if at, ok := p.implied(pkg, name); ok {
		return at, true
	}
	s = p.as(RoleMention)
	if module {
		for m := range p.Text.mentionsOf(name[1:]) {
			if namesVariable(m, pkg) && p.Text.File.PackageAt(m.Start) == pkg {
				s.Line, s.State, s.Attributed = p.Text.File.LineOf(m.Start), Exact, true
				return s, true
			}
		}
		return Place{Sub: -1, Line: perl.Line(a.recorded.Line), Reason: ReasonRuntime}, false
	}
	if a.recorded.Line == 0 { // perl itself made it before any statement
		return Place{Sub: -1, Reason: ReasonRuntime}, false
	}
	was := perl.Line(a.recorded.Line)
	if lines := p.physical(as, a.recorded); len(lines) > 0 {
		was = lines[0]
	}
	now, state, reason := prog.lineNow(a.recorded.File, p.Text, was)
	best := -1
	for m := range p.Text.mentionsOf(name[1:]) {
		line := p.Text.File.LineOf(m.Start)
		far := max(int(line-now), int(now-line))
		if (best < 0 || far < best) && (!kept || far <= nearby && namesVariable(m, pkg)) {
			s.Line, best = line, far
		}
	}
	switch {
	case best >= 0 && (kept || best == 0 && s.Line == was):
		s.State = Exact
	case best >= 0:
		s.State, s.Reason = Moved, reason
	case kept:
		s = prog.lineAlone(p, a.recorded)
		s.Reason = ReasonRuntime
		return s, false
	case reason == ReasonChanged:
		s.Line, s.Role, s.State, s.Reason = now, RoleLine, Gone, reason
		return s, false
	default:
		s.Line, s.Role, s.State, s.Reason = now, RoleLine, state, ReasonRuntime
		return s, false
	}
	return s, true
}

// implied finds the statement that sets a variable without naming it.
func (p Place) implied(pkg, name string) (Place, bool) {
	switch {
	case name == "@ISA" || name == "$VERSION":
		for m := range p.Text.mentionsOf(name[1:]) {
			if p.Text.File.PackageAt(m.Start) == pkg {
				return Place{}, false
			}
		}
		at, _, ok := p.packageOf(pkg)
		return at, ok
	case strings.HasPrefix(name[1:], "("): // the table of overload
		for m := range p.Text.mentionsOf("overload") {
			if m.Kind == perl.MentionWord && p.Text.File.PackageAt(m.Start) == pkg {
				return p.at(m.Start, RoleMention), true
			}
		}
	}
	return Place{}, false
}

// mentions reports whether the recorded line or one beside it names a variable:
// perl has often read on when it makes a GLOB.
func (prog *Program) mentions(p Place, as string, a alias) bool {
	_, name := splitName(a.name)
	for _, line := range p.physical(as, a.recorded) {
		from, to := p.Text.File.LineStart(line-1), p.Text.File.LineStart(line+2)
		for m := range p.Text.mentionsOf(name[1:]) {
			if from <= m.Start && m.Start < to {
				return true
			}
		}
	}
	return false
}
