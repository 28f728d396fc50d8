package capture

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/perlheap/perlheap/heap/text"
)

// Interpreter tells the interpreters of a process apart.
type Interpreter struct {
	Number   int    // from 1, see [Options]; another one when threads began or ended before it
	DefStash string // address of its root, which stays
}

// requested describes an interpreter by its index in those that were asked for.
func (p *Perl) requested(index, asked int) Interpreter {
	i := Interpreter{max(1, asked), p.defStash()}
	if asked == AllInterpreters {
		i.Number = index + 1
	}
	return i
}

func (p *Perl) defStash() string { return fmt.Sprintf("0x%x", p.ptr("defstash")) }

// interpreters finds all interpreters of a perl with threads: that of the main
// thread first, then by address. The structure of an interpreter has the root of
// its arenas at a known offset, and near it the number of SVs; nothing else in
// memory looks like that and leads to a stash named main.
func (p *Perl) interpreters(ctx context.Context) ([]*Perl, error) {
	list := []*Perl{p}
	if p.interp == 0 {
		return list, nil
	}
	missing := p.m.Missing
	defer func() { p.m.Missing = missing }() // what looked like one is no loss
	low, high := ^uint64(0), uint64(0)
	for i := range p.m.segments {
		if s := &p.m.segments[i]; s.writable {
			low, high = min(low, s.start), max(high, s.end)
		}
	}
	root, _ := p.l.off("Isv_arenaroot")
	count, _ := p.l.off("Isv_count")
	stash, _ := p.l.off("Idefstash")
	size := p.l.sizes["struct interpreter"]
	for k := range p.m.segments {
		s := &p.m.segments[k]
		if !s.writable {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data := p.m.rest(s.start)
		pointer := func(at uint64) bool {
			v := binary.LittleEndian.Uint64(data[at:])
			return v >= low && v < high && v%8 == 0
		}
		for at := uint64(0); at+size <= uint64(len(data)); at += 8 {
			if !pointer(at+root) || !pointer(at+stash) {
				continue
			}
			if n := binary.LittleEndian.Uint64(data[at+count:]); n == 0 || n > maxCount || s.start+at == p.interp {
				continue
			}
			q := *p
			q.interp = s.start + at
			if q.plausible() {
				list = append(list, &q)
			}
		}
	}
	return list, nil
}

// readWhole are the fields of an interpreter, of 8 bytes each, that
// [Perl.interpreters] reads at once.
var readWhole = []string{"Isv_arenaroot", "Isv_count", "Idefstash"}

// maxCount bounds how many SVs an interpreter may say that it has.
const maxCount = 1 << 40

// plausible reports whether an interpreter is one. Pointers alone do not tell:
// memory that was freed has many to the stash main of another interpreter. Each
// interpreter has its own undef inside, which perl_destruct takes down, and has
// allocated its stash main in its own arenas.
func (p *Perl) plausible() bool {
	undef, _ := p.variable("sv_undef")
	flags := p.m.u32(undef + p.o.svFlags)
	if p.m.u64(undef+p.o.svAny) != 0 || p.typeOf(flags) != svNull || flags&flagReadonly == 0 || p.m.u32(undef+p.o.svRefcnt) == 0 {
		return false
	}
	stash := p.ptr("defstash")
	if name, _ := p.stashName(stash); string(name) != "main" || !p.allocated(stash) {
		return false
	}
	// The SVs of an interpreter that has ended are gone, though its count may still
	// be there. One that is merely torn is found, and then copied again.
	found, said, err := p.counts()
	return err == nil && found > said/2 && found/2 < said
}

// interpreter returns an interpreter by its number, from 1; 0 means that of the
// main thread.
func (p *Perl) interpreter(ctx context.Context, number int) (*Perl, error) {
	if number <= 1 {
		return p, nil
	}
	all, err := p.interpreters(ctx)
	if err != nil {
		return nil, err
	}
	if number > len(all) {
		return nil, fmt.Errorf("this perl has %s: there is no number %d", text.CountOf(len(all), "interpreter", "interpreters"), number)
	}
	return all[number-1], nil
}

// chosen returns one interpreter, as interpreter does, or [AllInterpreters].
func (p *Perl) chosen(ctx context.Context, number int) ([]*Perl, error) {
	if number == AllInterpreters {
		return p.interpreters(ctx)
	}
	one, err := p.interpreter(ctx, number)
	return []*Perl{one}, err
}

// uncounted returns how many more SVs perl counts than were found: 1 while one is
// being made, because perl counts an SV before it takes it from the free list.
// Anything but 0 and 1 is an error, ErrTorn.
func (p *Perl) uncounted() (n int, err error) {
	found, said, err := p.counts()
	if err != nil {
		return 0, err
	}
	if n = said - found; n < 0 || n > 1 {
		return n, fmt.Errorf("%w: %d SVs were found and perl counts %d", ErrTorn, found, said)
	}
	return n, nil
}
