// Package cure decides how a cycle can be ended: in words always, and as
// changes of the text where these are mechanical and proved on the current text.
// A closure that captures what holds it gets a weak copy, one that calls itself
// gets __SUB__, a reference back to the owner is weakened. Words and edits are
// of one decision: what is not proved has careful words and no edit.
//
// Nothing is proved where the text leaves a doubt: a variable that is assigned
// elsewhere or declared again inside, a closure that others may call when what
// it captured is gone, a text whose brackets do not match.
package cure

import (
	"fmt"
	"slices"
	"strings"
)

// Perl516 is the first perl with __SUB__, as pmat.Header.Perl counts.
const Perl516 = 5<<24 | 16<<16

// For decides on the current texts; texts gives nil for a file that there is
// none of.
func For(c *Case, texts func(path string) *Text) Cure {
	if len(c.Subs) > 0 {
		return c.subs(texts)
	}
	return c.refs(texts)
}

// listed bounds how many of several are named.
const listed = 4

// refs decides of a cycle of objects and data.
func (c *Case) refs(texts func(string) *Text) Cure {
	var names, closures []string
	for i := range c.Refs {
		r := &c.Refs[i]
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
						cure.Why = "What it refers to then lives only as long as something else holds it."
					}
				} else if edits, field, ok := t.weakField(text.line(r.Line), r.Key); ok {
					cure.Path, cure.Edits = r.Path, edits
					cure.Title = "Weaken " + field + " where it is set"
					cure.Why = "What it refers to then lives only as long as something else holds it."
				}
			}
		}
		return cure
	}
	switch {
	case len(closures) > 0:
		return Cure{Fix: "let the closure in " + closures[0] + " capture weak copies, or undef it when it is no longer needed"}
	case len(names) == 0:
		return Cure{Fix: "break the cycle when it is no longer needed"}
	case len(names) > 1:
		more, adjust := "", c.adjust()
		if n := len(names) - listed; n > 0 {
			names, more = names[:listed], fmt.Sprintf(" and %d more", n)
		}
		return Cure{Fix: "weaken one of these where it is set, choosing one that leads to something held elsewhere: " + strings.Join(names, ", ") + more + "; or cut one when it is no longer needed" + adjust}
	case len(c.Refs) == 1 && c.Refs[0].Steps == 2:
		return Cure{Fix: "weaken one of the two references (" + c.Refs[0].Name + "), choosing one that leads to something held elsewhere, or clear one when it is no longer needed"}
	case len(c.Refs) == 1 && c.Refs[0].Steps > 2:
		return Cure{Fix: fmt.Sprintf("weaken one of these %d references (%s), choosing one that leads to something held elsewhere, or cut one when it is no longer needed", c.Refs[0].Steps, c.Refs[0].Name)}
	}
	return Cure{Fix: "weaken " + names[0] + " where it leads to something held elsewhere, or cut it when it is no longer needed"}
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
