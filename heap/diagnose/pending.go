package diagnose

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// pending says on which line a closure itself lets go of a variable that keeps it
// alive: `my $timer; $timer = ..., sub { undef $timer; ... }`. It keeps itself on
// purpose, until it is called, and no single dump tells whether it will be. "" if it
// does not.
func (f *finder) pending(cv heap.SV, through []string) string {
	at := f.src.PlaceCode(cv)
	t := f.src.text(at.Path)
	if t == nil || at.Sub < 0 || at.Line == 0 {
		return ""
	}
	for _, m := range t.record().Removals {
		if m.How == perl.RemoveUndef && len(m.Target.Steps) == 0 && t.within(m.Sub, at.Sub) && slices.Contains(through, m.Target.Name) {
			return fmt.Sprintf("it lets go of %s when it is called, at %s", m.Target.Name, f.src.place(t, m.Line))
		}
	}
	return ""
}
