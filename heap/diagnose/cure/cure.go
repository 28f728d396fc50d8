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
