package identify

// Nearest returns the way to a root with the fewest steps, as a tree without
// branches; of ways of the same length the first. It is nil if the tree has no root.
func (t *Tree) Nearest() *Tree {
	type step struct {
		*Entry
		below *step
	}
	var level []*step
	for _, e := range t.Entries {
		level = append(level, &step{Entry: e})
	}
	for len(level) > 0 {
		var next []*step
		for _, s := range level {
			if s.Kind == Root {
				var way []*Entry
				for ; s != nil; s = s.below {
					way = []*Entry{{Kind: s.Kind, Ref: s.Ref, Entries: way}}
				}
				return &Tree{SV: t.SV, Entries: way}
			}
			for _, e := range s.Entries {
				next = append(next, &step{Entry: e, below: s})
			}
		}
		level = next
	}
	return nil
}
