package site

import (
	"bytes"
	"strings"

	"github.com/perlheap/perlheap/heap/source"
)

// lexicalSpots gives the declaration of a lexical variable: in the sub whose
// pad has it, or around that if the sub has captured it.
func (l *Locator) lexicalSpots(i *Item) []Spot {
	if i.outer {
		if spots := l.declaredOutside(i.Name, i.at); len(spots) > 0 {
			return spots
		}
	} else if spots := l.declaredIn(i.Name, i.at); len(spots) > 0 {
		return spots
	}
	p, ok := l.subOf(i.at)
	switch {
	case p.File == nil:
		return nil
	case ok && i.Name == "$self":
		if p.Sub = p.method(p.Sub); p.Sub >= 0 { // perl itself declares it
			p.Line = p.File.Subs[p.Sub].Line
			return []Spot{{Place: p, Role: RoleSub, Of: 1}}
		}
	}
	if !ok {
		// The sub cannot be found; a name that is declared once is still clear.
		if all := p.declaredAnywhere(i.Name); len(all) == 1 {
			all[0].State = Uncertain
			return all
		}
	}
	p.State = Gone // the text does not declare it
	return []Spot{{Place: p, Role: RoleLine, Of: 1}}
}

// declaredAnywhere finds all declarations of a variable in a file.
func (p Place) declaredAnywhere(name string) []Spot {
	spots := p.declarations(p.File.Declares, name, p.File.Size)
	for k := range p.File.Subs {
		spots = append(spots, p.declarations(p.File.Subs[k].Declares, name, p.File.Size)...)
	}
	return spots
}

// method gives the method that a sub is or is in, -1 if it is in none.
func (p Place) method(sub int) int {
	for sub >= 0 && p.File.Subs[sub].Kind != source.Method && p.File.Subs[sub].Kind != source.Adjust {
		sub = p.File.Subs[sub].Parent
	}
	return sub
}

// subOf places the sub of a site. The program itself has none, and stands at
// -1.
func (l *Locator) subOf(s *Site) (Place, bool) {
	if s.Recorded.Line > 0 {
		p := l.Place(s)
		return p, p.File != nil && p.Sub >= 0
	}
	p, ok := l.open(s.Recorded.File)
	if !ok {
		return p, false
	}
	p.State = Exact
	if s.Name == "" {
		return p, true
	}
	return p.named(s.Name)
}

// named finds a sub by the name of its CODE. Dumps have no line of methods of
// perl's own classes, which begin without a statement.
func (p Place) named(name string) (Place, bool) {
	pkg, base := splitName(name)
	for k := range p.File.Subs {
		if sub := &p.File.Subs[k]; sub.Name != "" && sub.Name == base[1:] && sub.Package == pkg && sub.Kind != source.Block {
			p.Sub, p.Line = k, sub.Line
			return p, true
		}
	}
	return p, false
}

// declaredIn finds the declarations of a variable in the sub of a site.
func (l *Locator) declaredIn(name string, s *Site) []Spot {
	p, ok := l.subOf(s)
	if !ok {
		return nil
	}
	var spots []Spot
	if p.Sub < 0 {
		spots = p.declarations(p.File.Declares, name, p.File.Size)
	}
	for k := range p.File.Subs {
		if sub := &p.File.Subs[k]; k == p.Sub || sub.Kind == source.Block && p.File.EnclosingSub(k) == p.Sub {
			spots = append(spots, p.declarations(sub.Declares, name, p.File.Size)...)
		}
	}
	return oneOf(spots)
}

// declaredOutside finds the declaration that the sub of a site sees when it
// names a variable of a sub around it: the last before it.
func (l *Locator) declaredOutside(name string, s *Site) []Spot {
	p, ok := l.subOf(s)
	if !ok || p.Sub < 0 {
		return nil
	}
	return p.outward(p.Sub, name)
}

// outward finds the last declaration of a variable before a sub, in the subs
// around it.
func (p Place) outward(sub int, name string) []Spot {
	for sub >= 0 {
		before := p.File.Subs[sub].Start
		sub = p.File.Subs[sub].Parent
		declares := p.File.Declares
		if sub >= 0 {
			declares = p.File.Subs[sub].Declares
		}
		if spots := p.declarations(declares, name, before); len(spots) > 0 {
			return spots[len(spots)-1:]
		}
	}
	return nil
}

// declaredAround finds the declaration of a variable that an eval in the sub
// of a site sees.
func (l *Locator) declaredAround(name string, s *Site) []Spot {
	if spots := l.declaredIn(name, s); len(spots) > 0 {
		return spots
	}
	return l.declaredOutside(name, s)
}

// declarations gives those of some declarations that are of a lexical and
// before an offset. They are as sure as the sub that the place is of.
func (p Place) declarations(declares []source.Variable, name string, before int) []Spot {
	var spots []Spot
	for _, v := range declares {
		if v.Name == name && v.Declarator != "our" && v.Offset < before {
			s := p.at(v.Offset, RoleDeclaration)
			s.State, s.Ambiguous = p.State, p.Ambiguous
			spots = append(spots, s)
		}
	}
	return spots
}

// packageVariableSpots gives the `our` that declares a package variable, in
// the file where perl first saw its name or in that of its package; else the
// line nearest to the recorded one that names it. Perl's own variables, as
// %ENV, have none unless they are declared.
func (l *Locator) packageVariableSpots(i *Item) []Spot {
	var mention []Spot
	for _, module := range []bool{false, true} {
		for _, a := range i.aliases {
			file := a.recorded.File
			if module {
				file = moduleFile(a.name)
			}
			p, as, ok := l.openNamed(file, a.name)
			if !ok {
				continue
			}
			if s, ok := p.our(a.name); ok {
				if !module && s.State == Exact && !l.mentions(p, as, a) {
					s.State = Moved
				}
				return []Spot{s}
			}
			if isPerls(a.name) {
				continue
			}
			if s := l.mention(p, as, a, module); len(mention) == 0 || s.State < mention[0].State {
				mention = []Spot{s}
			}
		}
	}
	return mention
}

// isPerls tells whether a variable is one of those that perl itself has in
// every package, so that where it is first named means nothing.
func isPerls(variable string) bool {
	pkg, name := splitName(variable)
	if pkg != "main" {
		return false
	}
	switch name = name[1:]; name {
	case "ENV", "INC", "ARGV", "SIG", "STDIN", "STDOUT", "STDERR", "_", "":
		return true
	}
	c := name[0]
	return c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && c < 0x80
}

// moduleFile gives the file that the package of a variable has by its name, as
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
func (p Place) our(variable string) (best Spot, ok bool) {
	pkg, name := splitName(variable)
	consider := func(declares []source.Variable) {
		for _, v := range declares {
			if v.Declarator == "our" && v.Name == name && (!ok || v.Line < best.Line) && p.File.PackageAt(v.Offset) == pkg {
				best, ok = p.at(v.Offset, RoleDeclaration), true
			}
		}
	}
	consider(p.File.Declares)
	for k := range p.File.Subs {
		consider(p.File.Subs[k].Declares)
	}
	return best, ok
}

// mention finds the line that names a variable: nearest to the recorded one,
// or if that is of another file, the first. The file may have the recorded one
// as the name of a `# line` directive. Gone is the state of a file that
// does not name it. What `package` and `class` set stands at those.
func (l *Locator) mention(p Place, as string, a alias, module bool) Spot {
	recorded, was := source.Line(0), source.Line(0)
	if !module {
		recorded = source.Line(a.recorded.Line)
		was = recorded
		if lines := p.File.Physical(source.Location{File: as, Line: recorded}); len(lines) > 0 {
			was = lines[0]
			recorded, _ = l.lineNow(a.recorded.File, p.Path, was)
		}
	}
	pkg, name := splitName(a.name)
	s := Spot{Place: p, Role: RoleMention, Of: 1}
	s.Line, s.State = recorded, Gone
	best := -1
	text := l.files[p.Path].text
	text = text[:min(p.File.End, len(text))]
	if at := usesVars(text, []byte(name)); at >= 0 && p.File.PackageAt(at) == pkg {
		return p.at(at, RoleDeclaration)
	}
	for n, line := range bytes.Split(text, []byte("\n")) {
		far := max(n+1-int(recorded), int(recorded)-n-1)
		if (best < 0 || far < best) && hasWord(line, []byte(name[1:])) {
			s.Line, s.State, best = source.Line(n+1), Moved, far
		}
	}
	switch {
	case best == 0 && s.Line == was:
		s.State = Exact
	case best > 0 && module:
		s.State = Uncertain
	case best < 0 && (name == "$VERSION" || name == "@ISA"):
		if at, _, ok := p.packageOf(pkg); ok {
			return at
		}
	}
	return s
}

// mentions tells whether the recorded line or one beside it names a variable:
// perl has often read on when it makes a GLOB.
func (l *Locator) mentions(p Place, as string, a alias) bool {
	_, name := splitName(a.name)
	text := l.files[p.Path].text
	for _, line := range p.File.Physical(source.Location{File: as, Line: source.Line(a.recorded.Line)}) {
		from, to := p.File.LineStart(line-1), p.File.LineStart(line+2)
		if hasWord(text[min(from, len(text)):min(to, len(text))], []byte(name[1:])) {
			return true
		}
	}
	return false
}

// usesVars finds the `use vars` that declares a variable: the offset of its
// name in the list, -1 if there is none.
func usesVars(text, name []byte) int {
	for from := 0; ; {
		k := bytes.Index(text[from:], []byte("use vars"))
		if k < 0 {
			return -1
		}
		from += k + len("use vars")
		list := text[from:]
		if end := bytes.IndexByte(list, ';'); end >= 0 {
			list = list[:end]
		}
		for at := 0; ; {
			k := bytes.Index(list[at:], name)
			if k < 0 {
				break
			}
			at += k
			if end := at + len(name); end == len(list) || !isWordByte(list[end]) {
				return from + at
			}
			at++
		}
	}
}

// hasWord tells whether a line has a word that is no part of a longer one.
func hasWord(line, word []byte) bool {
	for from := 0; len(word) > 0; {
		k := bytes.Index(line[from:], word)
		if k < 0 {
			return false
		}
		k += from
		end := k + len(word)
		if (k == 0 || !isWordByte(line[k-1])) && (end == len(line) || !isWordByte(line[end])) {
			return true
		}
		from = k + 1
	}
	return false
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}
