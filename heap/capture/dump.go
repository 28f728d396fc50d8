package capture

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/perlheap/perlheap/heap/pmat"
)

// dump writes a heap as Devel::MAT::Dumper does, format 0.6.
type dump struct {
	*Perl
	w         *bufio.Writer
	b         []byte // the record that is being made
	maxString int
	immortal  struct{ undef, yes, no uint64 }
	yes, no   uint64 // where the strings of perl's booleans stand
	stackAV   uint64
	strtab    uint64
	mainCV    uint64
	summary   Summary
	recorded  recordedNames
	memory    *memory           // nil if nobody asked
	trees     map[uint64][]byte // what the optree at an address comes to: closures share them
	steps     uint64            // that may still be made, and bytes that may be written
	bytes     uint64
	err       error // of writing, or that there is too much
}

// errTooMuch is the error of a heap that would be larger than its memory: its
// structures overlap.
var errTooMuch = fmt.Errorf("%w: its structures refer to the same memory again and again", ErrTorn)

// step counts a step through a structure, and reports whether one more may be
// made. A heap has at most as many entries as fit into its memory.
func (d *dump) step() bool {
	if d.steps == 0 && d.err == nil {
		d.err = errTooMuch
	}
	if d.err != nil {
		return false
	}
	d.steps--
	return true
}

// checkEvery is how many SVs are written between looks at the context.
const checkEvery = 1 << 14

// write writes a dump of the interpreter. memory, which may be nil, learns what
// the heap takes.
func (p *Perl) write(ctx context.Context, out io.Writer, opt Options, memory *memory) (Summary, error) {
	d := &dump{Perl: p, memory: memory, w: bufio.NewWriterSize(out, 1<<20), maxString: opt.maxString()}
	d.yes, d.no = p.symbols["PL_Yes"], p.symbols["PL_No"]
	d.immortal.undef, _ = p.variable("sv_undef")
	d.immortal.yes, _ = p.variable("sv_yes")
	d.immortal.no, _ = p.variable("sv_no")
	d.stackAV, d.strtab, d.mainCV = p.ptr("curstack"), p.ptr("strtab"), p.ptr("main_cv")
	d.summary.Perl = fmt.Sprintf("%d.%d.%d", p.l.version[0], p.l.version[1], p.l.version[2])
	d.summary.Build = buildName(p.l.threaded)

	d.recorded.at, d.recorded.names = map[uint64]bool{}, map[string]bool{}
	d.trees = map[uint64][]byte{}
	size := p.m.size()
	d.steps, d.bytes = size/4+1<<20, 16*size+64<<20

	d.header()
	d.roots()
	d.stack()
	if err := d.flush(); err != nil {
		return d.summary, err
	}
	countAddr, _ := p.variable("sv_count")
	d.summary.Count, d.summary.Freeing = int(int64(p.m.u64(countAddr))), p.freeing
	opt.tell(Progress{StageWrite, 0, d.summary.Count})
	before, n := p.m.Missing, 0
	var failed error
	err := p.eachSV(func(sv uint64, head []byte) bool {
		if n++; n%checkEvery == 0 {
			if failed = ctx.Err(); failed != nil {
				return false
			}
			opt.tell(Progress{StageWrite, n, d.summary.Count})
		}
		d.sv(sv, head)
		d.accountSV(sv, head)
		failed = d.flush()
		return failed == nil
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return d.summary, err
	}
	d.saved()
	d.u8(byte(pmat.TypeEnd))
	d.contexts()
	d.mortals()
	d.summary.SVs, d.summary.Unreadable = n, p.m.Missing-before
	d.summary.Origin = d.origin()
	d.accountInterpreter()
	if err := d.flush(); err != nil {
		return d.summary, err
	}
	return d.summary, d.w.Flush()
}

// flush hands what was made to the writer, and returns the first error.
func (d *dump) flush() error {
	if n := uint64(len(d.b)); d.err == nil && n > d.bytes {
		d.err = errTooMuch
	} else if d.err == nil {
		d.bytes -= n
		_, d.err = d.w.Write(d.b)
	}
	d.b = d.b[:0]
	return d.err
}

func (d *dump) u8(v ...byte)  { d.b = append(d.b, v...) }
func (d *dump) u32(v uint32)  { d.b = binary.LittleEndian.AppendUint32(d.b, v) }
func (d *dump) u64(v uint64)  { d.b = binary.LittleEndian.AppendUint64(d.b, v) }
func (d *dump) str(s []byte)  { d.u64(uint64(len(s))); d.raw(s) }
func (d *dump) noStr()        { d.u64(^uint64(0)) }
func (d *dump) cstr(a uint64) { d.optional(d.m.cstring(a)) }

// raw writes bytes of the heap. One record alone may refer to the same memory again
// and again, as a hash whose entries go in a circle does: it is cut at the bound.
func (d *dump) raw(b []byte) {
	if uint64(len(d.b)+len(b)) <= d.bytes {
		d.b = append(d.b, b...)
	} else if d.err == nil {
		d.err = errTooMuch
	}
}

// optional writes a string, or its absence.
func (d *dump) optional(s []byte, ok bool) {
	if ok {
		d.str(s)
	} else {
		d.noStr()
	}
}

// Sizes of records: bytes, pointers, strings of each type (pmat.Sizes). The
// first is what all SVs have.
var (
	svSizes = []pmat.Sizes{
		{Bytes: 4 + 8 + 8, Ptrs: 1}, {Bytes: 16, Ptrs: 8, Strs: 2}, {Bytes: 1 + 16 + 8, Ptrs: 1, Strs: 1}, {Bytes: 1, Ptrs: 2},
		{Bytes: 9}, {Bytes: 8, Ptrs: 1}, {Bytes: 8, Ptrs: 5, Strs: 1}, {Bytes: 5 + 8 + 16, Ptrs: 5, Strs: 2}, {Bytes: 16, Ptrs: 3},
		{Bytes: 17, Ptrs: 1}, {}, {}, {}, {}, {}, {}, {Bytes: 8}, {Bytes: 8, Ptrs: 6, Strs: 1},
	}
	extSizes = []pmat.Sizes{
		{Bytes: 2, Ptrs: 3}, {Ptrs: 1}, {Ptrs: 1}, {Ptrs: 1}, {Bytes: 8, Ptrs: 1}, {Ptrs: 2}, {Ptrs: 1}, {Ptrs: 1, Strs: 1}, {Bytes: 16, Strs: 1}, {Bytes: 8},
	}
	contextSizes = []pmat.Sizes{{Bytes: 9, Strs: 1}, {Bytes: 4, Ptrs: 2}, {}, {Ptrs: 1}}
)

// header writes up to the immortals.
func (d *dump) header() {
	const longUint, longPtr, ithreads = 0x02, 0x04, 0x10
	flags := byte(longUint | longPtr)
	if d.l.threaded {
		flags |= ithreads
	}
	d.b = append(d.b, "PMAT"...)
	d.u8(flags, 0, 0, 6)
	v := d.l.version
	d.u32(uint32(v[0]<<24 | v[1]<<16 | v[2]))
	for _, table := range [][]pmat.Sizes{svSizes, extSizes, contextSizes} {
		d.u8(byte(len(table)))
		for _, s := range table {
			d.u8(s.Bytes, s.Ptrs, s.Strs)
		}
	}
	d.u64(d.immortal.undef)
	d.u64(d.immortal.yes)
	d.u64(d.immortal.no)
}

// rootNames are the roots as the Dumper names them, and the variables of perl
// that they are, where the names differ.
var rootNames = [][2]string{
	{"main_cv"}, {"defstash"}, {"mainstack"}, {"beginav"}, {"checkav"}, {"unitcheckav"}, {"initav"}, {"endav"}, {"strtab"},
	{"envgv"}, {"incgv"}, {"statgv"}, {"statname"}, {"tmpsv", "Sv"}, {"defgv"}, {"argvgv"}, {"argvoutgv"}, {"argvout_stack"},
	{"errgv"}, {"fdpid"}, {"preambleav"}, {"modglobalhv", "modglobal"}, {"regex_padav"}, {"sortstash"}, {"firstgv"}, {"secondgv"},
	{"debstash"}, {"stashcache"}, {"isarev"}, {"registered_mros"}, {"rs"}, {"last_in_gv"}, {"defoutgv"}, {"hintgv"}, {"patchlevel"},
	{"e_script"}, {"mess_sv"}, {"ors_sv"}, {"ofsgv"}, {"apiversion"}, {"blockhooks"}, {"custom_ops"}, {"custom_op_names"}, {"custom_op_descs"},
	// The Dumper leaves these out, and what they hold would have no root.
	{"warnhook"}, {"diehook"},
}

func (d *dump) roots() {
	type root struct {
		name string
		sv   uint64
	}
	var list []root
	for _, r := range rootNames {
		name := r[1]
		if name == "" {
			name = r[0]
		}
		if addr, ok := d.variable(name); ok {
			list = append(list, root{r[0], d.m.u64(addr)})
		}
	}
	for i, sv := range d.inversionLists() {
		list = append(list, root{fmt.Sprintf("inversion list %d of perl's own", i+1), sv})
	}
	d.u32(uint32(len(list)))
	for _, r := range list {
		d.str([]byte(r.name))
		d.u64(r.sv)
	}
}

// inversionLists are the sets of characters that the interpreter holds for its own
// use. There are some sixty, of other names from perl to perl: no table has them.
func (d *dump) inversionLists() []uint64 {
	var list []uint64
	size := d.l.sizes["struct interpreter"]
	for at := uint64(0); d.interp != 0 && at+8 <= size; at += 8 {
		sv := d.m.u64(d.interp + at)
		if sv != 0 && sv%8 == 0 && d.m.has(sv, int(d.o.svSize)) && d.typeOf(d.m.u32(sv+d.o.svFlags)) == svInvlist && d.m.u32(sv+d.o.svFlags)&0xff != 0xff {
			list = append(list, sv)
		}
	}
	return list
}

// stackDepth returns how many values are on the argument stack, and where.
func (d *dump) stackDepth() (base, n uint64) {
	base = d.ptr("stack_base")
	sp := d.ptr("stack_sp")
	if base == 0 || sp < base {
		return base, 0
	}
	if n = (sp-base)/8 + 1; !d.m.hasWords(base, n) {
		return base, 0
	}
	return base, n
}

func (d *dump) stack() {
	base, n := d.stackDepth()
	d.u64(n)
	for i := range n {
		d.u64(d.m.u64(base + 8*i))
	}
}

// mortals writes the SVs that are freed when the statement ends.
func (d *dump) mortals() {
	stack, n := d.ptr("tmps_stack"), uint64(max(0, d.index("tmps_ix")+1))
	if !d.m.hasWords(stack, n) {
		n = 0
	}
	d.u64(n)
	for i := range n {
		d.u64(d.m.u64(stack + 8*i))
	}
	d.u64(uint64(d.index("tmps_floor")))
}

// index reads a variable that is an index, -1 for none: of 4 bytes up to perl
// 5.22, of 8 since.
func (d *dump) index(name string) int64 {
	addr, _ := d.variable(name)
	if f, ok := d.l.fields["I"+name]; ok && f.size == 4 || !ok && d.l.version[1] < 24 {
		return int64(int32(d.m.u32(addr)))
	}
	return int64(d.m.u64(addr))
}
