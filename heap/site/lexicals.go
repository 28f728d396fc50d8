package site

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// lexicals returns the lexical variables that are alive: each slot of a pad that
// has a name, of all CODEs of an optree together. An SV that several pads have
// counts once: for the sub that declares it if its pad still has it, else for
// the first that captured it.
func lexicals(ctx context.Context, h *heap.Heap, t *Table, opt *Options) ([]Item, error) {
	rows, err := tallied(t.tally, &t.tally.lexicals, func() ([]lexicalTally, error) { return tallyLexicals(ctx, h) })
	if err != nil {
		return nil, err
	}
	again := compiledAgain(h)
	var items []Item
	var names []heap.Padname
	var at *Site // of the CODE whose names these are
	for k := range rows {
		row := &rows[k]
		i := Item{
			Kind: KindVariable, Type: row.Kind.String(), Scope: ScopeMy,
			Count: int(row.Count), Bytes: row.Bytes, Elements: row.Elements, Example: row.Example, outer: row.Outer != 0,
		}
		if !opt.reached(&i) && !again(row.Code) {
			continue
		}
		if at == nil || at.Example != row.Code {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if names, err = h.Code(row.Code).Padnames(); err != nil {
				return nil, err
			}
			if at, err = siteOf(h, row.Code, names); err != nil {
				return nil, err
			}
		}
		if int(row.Slot) >= len(names) {
			return nil, pmat.ErrChanged
		}
		if i.Name = names[row.Slot].Name; names[row.Slot].Flags&pmat.PadnameState != 0 {
			i.Scope = ScopeState
		}
		i.Recorded, i.at = at.Recorded, at
		items = append(items, i)
	}
	return regroup(h, items)
}

// tallyLexicals counts what is alive of each lexical variable.
func tallyLexicals(ctx context.Context, h *heap.Heap) ([]lexicalTally, error) {
	l := &lexicalScan{ctx: ctx, h: h, taken: make([]uint64, h.Count()/64+1), union: mat.NewOwnedUnion(h)}
	if err := l.gather(); err != nil {
		return nil, err
	}
	// Own variables go first, then what subs have captured, then closures.
	for _, pass := range []struct{ outer, closures bool }{{false, false}, {false, true}, {true, false}, {true, true}} {
		for i := range l.groups {
			if l.groups[i].closures == pass.closures {
				if err := l.slots(&l.groups[i], pass.outer); err != nil {
					return nil, err
				}
			}
		}
	}
	return l.rows, nil
}

// lexicalScan is a walk over the pads of a heap.
type lexicalScan struct {
	ctx    context.Context
	h      *heap.Heap
	groups []padGroup
	taken  []uint64 // a bit for each SV that is counted
	union  *mat.OwnedUnion
	rows   []lexicalTally
}

// padGroup is the CODEs that run one optree: closures, or a single CODE of
// another kind.
type padGroup struct {
	codes    []heap.SV
	closures bool
	names    []heap.Padname
	own      []int // slots of variables that it declares
	outer    []int // … that it has captured
}

// gather finds the CODEs that have pads with names.
func (l *lexicalScan) gather() error {
	h := l.h
	marked := false // the dump says which names are captured
	add := func(codes []heap.SV, closures bool) error {
		if len(h.Code(codes[0]).AppendPads(nil)) == 0 {
			return nil
		}
		names, err := h.Code(codes[0]).Padnames()
		if err != nil {
			return err
		}
		used := false
		for i := range names {
			used = used || names[i].IsVariable()
			marked = marked || names[i].Flags&pmat.PadnameOuter != 0
		}
		if used {
			l.groups = append(l.groups, padGroup{codes: codes, closures: closures, names: names})
		}
		return l.ctx.Err()
	}
	for cv := range h.Codes().All {
		if h.Flags(cv)&pmat.CodeXSUB != 0 || h.Code(cv).IsClosure() {
			continue
		}
		if err := add([]heap.SV{cv}, false); err != nil {
			return err
		}
	}
	for optree := range h.Codes().Optrees() {
		if closures := h.Codes().ClosuresOf(optree); len(closures) > 0 {
			if err := add(closures, true); err != nil {
				return err
			}
		}
	}
	for i := range l.groups {
		if err := l.groups[i].split(h, marked); err != nil {
			return err
		}
	}
	return nil
}

// split tells the variables that a group declares from those that it has
// captured. Where the dump marks none, that is guessed from their names.
func (g *padGroup) split(h *heap.Heap, marked bool) error {
	guessed := map[string]bool{}
	if !marked {
		var pad []string
		for i := range g.names {
			if g.names[i].IsVariable() {
				pad = append(pad, g.names[i].Name)
			}
		}
		captured, err := capturesByName(h, g.codes[0], pad)
		if err != nil {
			return err
		}
		for _, name := range captured {
			guessed[name] = true
		}
	}
	for slot := range g.names {
		switch n := &g.names[slot]; {
		case !n.IsVariable():
		case n.Flags&pmat.PadnameOuter != 0, guessed[n.Name]:
			g.outer = append(g.outer, slot)
		default:
			g.own = append(g.own, slot)
		}
	}
	return nil
}

// slots counts what is alive of the own or the captured variables of a group.
func (l *lexicalScan) slots(g *padGroup, outer bool) error {
	slots := g.own
	if outer {
		slots = g.outer
	}
	if len(slots) == 0 {
		return nil
	}
	r, err := l.h.Code(g.codes[0]).Slots(g.names, slots)
	if err != nil {
		return err
	}
	found := make([][]heap.SV, len(slots))
	for k := range found {
		found[k] = make([]heap.SV, 0, len(g.codes))
	}
	var buf, pads []heap.SV
	for i, cv := range g.codes {
		if i&(checkEvery-1) == 0 && !safe.Turn(l.ctx) {
			return l.ctx.Err()
		}
		pads = l.h.Code(cv).AppendPads(pads[:0])
		for _, pad := range pads {
			if buf, err = r.Read(pad, buf[:0]); err != nil {
				return err
			}
			for k, sv := range buf {
				if l.take(sv) {
					found[k] = append(found[k], sv)
				}
			}
		}
	}
	for k, slot := range slots {
		row, err := l.count(found[k])
		if err != nil {
			return err
		}
		if row.Count == 0 {
			continue
		}
		row.Code, row.Slot = g.codes[0], uint32(slot)
		if outer {
			row.Outer = 1
		}
		l.rows = append(l.rows, row)
	}
	return nil
}

// take reports whether an SV is the value of a variable and was not met before.
func (l *lexicalScan) take(sv heap.SV) bool {
	if sv == heap.NoSV || l.h.Immortal(sv) || sigil(l.h.Kind(sv)) == "" && l.h.Kind(sv) != heap.KindObject {
		return false
	}
	word, bit := sv>>6, uint64(1)<<(sv&63)
	if l.taken[word]&bit != 0 {
		return false
	}
	l.taken[word] |= bit
	return true
}

// count adds up the SVs that are alive of a variable, without those that hold
// nothing.
func (l *lexicalScan) count(svs []heap.SV) (row lexicalTally, err error) {
	h := l.h
	row.Example = heap.NoSV
	full := svs[:0]
	var types kindBytes
	for _, sv := range svs {
		n, err := elements(h, sv)
		if err != nil {
			return row, err
		}
		if isEmpty(h, sv, n) && h.Size(sv) < hollow {
			continue
		}
		row.Elements += n
		types[h.Kind(sv)] += h.Size(sv)
		if row.Example == heap.NoSV || h.Size(sv) > h.Size(row.Example) {
			row.Example = sv
		}
		full = append(full, sv)
	}
	row.Count, row.Bytes, row.Kind = int64(len(full)), l.union.Bytes(full...), types.most()
	return row, nil
}

// siteOf describes a CODE as a site, to be found in the source.
func siteOf(h *heap.Heap, cv heap.SV, names []heap.Padname) (*Site, error) {
	s := &Site{Prototype: heap.NoSV, Example: cv}
	s.Recorded, _ = h.Code(cv).Location()
	s.Name, _ = h.Symbols().Name(cv)
	if h.Code(cv).IsClosure() {
		if proto, ok := h.Code(cv).Prototype(); ok {
			s.Name, _ = h.Symbols().Name(proto)
		}
	}
	s.Pad, s.Captures = variables(names)
	if main, ok := h.Roots().Find("main_cv"); ok && main == cv && s.Recorded.Line == 0 {
		s.Recorded = heap.Location{File: h.Process().Program()}
	}
	return s, nil
}
