package site

import "github.com/perlheap/perlheap/heap/perl"

// constantSpots returns the line that gives a constant its name: that of `use
// constant`, or one where the name stands before =>; else the first that has it,
// which may have another thing of this name.
func (prog *Program) constantSpots(i *Item) []Place {
	c := i.lineage[0]
	_, name := splitName(i.Name)
	opened := false
	for _, file := range c.files[:min(len(c.files), maxFiles)] {
		p, ok := prog.open(file)
		if !ok {
			continue
		}
		if s, ok := prog.constantIn(p, name[1:]); ok {
			return []Place{s}
		}
		opened = true
	}
	if opened { // C code made it, or a name that was put together
		return []Place{{Sub: -1, Reason: ReasonRuntime, Role: RoleLine}}
	}
	return nil
}

func (prog *Program) constantIn(p Place, name string) (best Place, ok bool) {
	least := 4
	for m := range p.Text.mentionsOf(name) {
		if rank := constantRank(m.Kind); rank < least {
			least, ok = rank, true
			p.Line, p.State = p.Text.File.LineOf(m.Start), Exact
			best = p.as(RoleMention).inferred()
			best.Attributed = rank > constantRank(perl.MentionPair)
		}
	}
	if ok && !best.Attributed {
		best.Role = RoleDeclaration
	}
	return best, ok
}

// constantRank is how likely a mention of a name makes the constant of that
// name, the likeliest first.
func constantRank(kind perl.MentionKind) int {
	switch kind {
	case perl.MentionConstant:
		return 0
	case perl.MentionPair:
		return 1
	case perl.MentionWord:
		return 2
	}
	return 3
}
