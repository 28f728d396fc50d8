package heap

import (
	"cmp"
	"context"
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
)

// order numbers the SVs by address: it says where in the parts of the dump
// the SV of each number stands.
//
// Perl's arenas are written one after the other, each in ascending order, so
// the file is a shuffle of ascending runs that hardly overlap, and sorting
// the runs sorts the SVs. A run ends where addresses leave what an arena can
// span: one from an arena to another far away would overlap all in between.
type order struct {
	parts []*part
	spans []span // by sv; the last one only marks the end
}

// span are SVs that stand side by side both in the file and by address, none
// farther than an arena from the one before.
type span struct {
	place uint32 // of the first one, in the whole file
	sv    uint32 // its number
}

// run is a part of the file in which addresses ascend.
type run struct {
	first, last pmat.Addr
	place       uint32 // of the first SV, in the whole file
	n           uint32
}

// byAddress numbers the SVs. Where an address stands twice, the later record
// counts, as it does for Devel::MAT.
func byAddress(ctx context.Context, parts []*part) (*order, error) {
	o := &order{parts: parts}
	runs := o.runs()
	if err := sortFunc(ctx, runs, func(a, b run) int { return cmp.Compare(a.first, b.first) }); err != nil {
		return nil, err
	}
	sv := uint32(0)
	for i := 0; i < len(runs); {
		j, last := i+1, runs[i].last
		for j < len(runs) && runs[j].first <= last {
			last = max(last, runs[j].last)
			j++
		}
		if j-i == 1 {
			o.spans = append(o.spans, span{runs[i].place, sv})
			sv += runs[i].n
		} else {
			var err error
			if sv, err = o.merge(ctx, runs[i:j], sv); err != nil {
				return nil, err
			}
		}
		i = j
	}
	o.spans = append(o.spans, span{0, sv})
	last := parts[len(parts)-1]
	records := int(last.base) + last.svs.len()
	return o, checkTwice(records, records-int(sv))
}

func (o *order) count() int { return int(o.spans[len(o.spans)-1].sv) }

func (o *order) runs() []run {
	var runs []run
	for _, p := range o.parts {
		for i, place := range p.runs {
			end := uint32(p.addrs.len())
			if i+1 < len(p.runs) {
				end = p.runs[i+1]
			}
			runs = append(runs, run{p.addrs.at(int(place)), p.addrs.at(int(end - 1)), p.base + place, end - place})
		}
	}
	return runs
}

// merge numbers the SVs of runs that overlap, of equals only the last.
func (o *order) merge(ctx context.Context, runs []run, sv uint32) (next uint32, err error) {
	type placed struct {
		addr  pmat.Addr
		place uint32
	}
	n := 0
	for _, r := range runs {
		n += int(r.n)
	}
	list := make([]placed, 0, n)
	for _, r := range runs {
		p, place := o.part(r.place)
		for i := range int(r.n) {
			list = append(list, placed{p.addrs.at(place + i), r.place + uint32(i)})
		}
	}
	err = sortFunc(ctx, list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.addr, b.addr), cmp.Compare(a.place, b.place))
	})
	if err != nil {
		return 0, err
	}
	for i, l := range list {
		if i+1 < len(list) && list[i+1].addr == l.addr {
			continue
		}
		if i == 0 || l.place != list[i-1].place+1 || o.begins(l.place) || list[i-1].addr == l.addr || l.addr-list[i-1].addr > arena {
			o.spans = append(o.spans, span{l.place, sv})
		}
		sv++
	}
	return sv, nil
}

// part returns the part that a place of the file is in, and the place there.
func (o *order) part(place uint32) (*part, int) {
	i := sort.Search(len(o.parts), func(i int) bool { return o.parts[i].base > place }) - 1
	return o.parts[i], int(place - o.parts[i].base)
}

// begins reports whether a part begins at a place.
func (o *order) begins(place uint32) bool {
	_, at := o.part(place)
	return at == 0
}

// each calls f for the SVs from … to-1: for every run of them that stands
// side by side in a part, with its first place there, its first number and
// its length.
func (o *order) each(from, to int, f func(p *part, place, sv, n int)) {
	i := sort.Search(len(o.spans), func(i int) bool { return int(o.spans[i].sv) > from }) - 1
	for ; from < to; i++ {
		n := min(to, int(o.spans[i+1].sv)) - from
		p, place := o.part(o.spans[i].place)
		f(p, place+from-int(o.spans[i].sv), from, n)
		from += n
	}
}

// addr returns the address of an SV.
func (o *order) addr(sv int) (a pmat.Addr) {
	o.each(sv, sv+1, func(p *part, place, _, _ int) { a = p.addrs.at(place) })
	return a
}

// eachAddr calls f for the addresses of SVs from … to-1, ascending.
func (o *order) eachAddr(from, to int, f func(a pmat.Addr, sv int)) {
	o.each(from, to, func(p *part, place, sv, n int) {
		for n > 0 {
			addrs := p.addrs.run(place, n)
			for i, a := range addrs {
				f(a, sv+i)
			}
			place, sv, n = place+len(addrs), sv+len(addrs), n-len(addrs)
		}
	})
}
