package cure

import (
	"fmt"
	"slices"
	"strings"
)

// refs decides of a cycle of objects and data.
func (c *Case) refs(texts func(string) *Text) Cure {
	var names, closures, modules []string
	for i := range c.Refs {
		r := &c.Refs[i]
		if r.Module {
			if !slices.Contains(modules, r.Name) {
				modules = append(modules, r.Name)
			}
			continue
		}
		if r.Code {
			closures = append(closures, r.Name)
			continue
		}
		if !r.Back {
			if !slices.Contains(names, r.Name) {
				names = append(names, r.Name)
			}
			continue
		}
		cure := Cure{Fix: "weaken " + r.Name + " where it is set"}
		if r.Attribute {
			cure.Fix = "declare " + r.Name + " weak where its attribute is (weak_ref => 1)"
		}
		if !c.Whole {
			cure.Fix += "; the cycle also has other paths, which this does not cut"
			return cure
		}
		if text := texts(r.Path); text != nil && r.Path != "" {
			if t, ok := newTarget(text.Bytes); ok {
				if r.Attribute {
					if edits, ok := t.weakAttribute(text.line(r.Line), r.Key); ok {
						cure.Path, cure.Edits = r.Path, edits
						cure.Title = "Make the attribute " + r.Key + " weak"
						cure.Why = "what it refers to then lives only as long as something else holds it"
					}
				} else if edits, field, ok := t.weakField(text.line(r.Line), r.Key); ok {
					cure.Path, cure.Edits = r.Path, edits
					cure.Title = "Weaken " + field + " where it is set"
					cure.Why = "what it refers to then lives only as long as something else holds it"
				}
			}
		}
		return cure
	}
	if len(modules) == 0 {
		return Cure{Fix: c.anyOf(names, closures)}
	}
	which := enumerate(modules)
	if len(names)+len(closures) == 0 {
		return Cure{Fix: "the cycle leads only through " + which + ", not through the program's own code: tell the module that the object is no longer needed, as its documentation describes, or release what it was given"}
	}
	return Cure{Fix: c.anyOf(names, closures) + "; the cycle also leads through " + which + ", not the program's own"}
}

// anyOf advises to cut a cycle at any of the references that may be, where nothing
// tells which.
func (c *Case) anyOf(names, closures []string) string {
	switch {
	case len(closures) > 0:
		return "let the closure in " + closures[0] + " capture weak copies, or undef it when it is no longer needed"
	case len(names) == 0:
		return "break the cycle when it is no longer needed"
	case len(names) > 1:
		return "weaken one of these where it is set, choosing one that leads to something held elsewhere: " + enumerate(names) + "; or cut one when it is no longer needed" + c.adjust()
	case len(c.Refs) == 1 && c.Refs[0].Steps == 2:
		return "weaken one of the two references (" + c.Refs[0].Name + "), choosing one that leads to something held elsewhere, or clear one when it is no longer needed"
	case len(c.Refs) == 1 && c.Refs[0].Steps > 2:
		return fmt.Sprintf("weaken one of these %d references (%s), choosing one that leads to something held elsewhere, or cut one when it is no longer needed", c.Refs[0].Steps, c.Refs[0].Name)
	}
	return "weaken " + names[0] + " where it leads to something held elsewhere, or cut it when it is no longer needed"
}

// enumerate writes the first of several names, and how many more there are.
func enumerate(names []string) string {
	more := ""
	if n := len(names) - listed; n > 0 {
		names, more = names[:listed], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ") + more
}

// adjust says where a class weakens a field that `new` sets: no statement of the
// text does, so that there is nothing to edit. Empty if there is no such field.
func (c *Case) adjust() string {
	for i := range c.Refs {
		if r := &c.Refs[i]; r.Own && strings.HasPrefix(r.Key, "$") {
			return fmt.Sprintf("; a field that the constructor sets is weakened in a block of its class: ADJUST { Scalar::Util::weaken(%s) }", r.Key)
		}
	}
	return ""
}
