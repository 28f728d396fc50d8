package capture

import (
	"fmt"
	"strings"
)

// oldestMinor is the oldest perl 5.N whose bodies are read.
const oldestMinor = 14

// Perl is an interpreter in an image, with what is needed to read it.
type Perl struct {
	m       *Image
	l       *layout
	o       *offsets
	symbols map[string]uint64
	interp  uint64  // of a threaded perl
	program *module // that has the interpreter
	opNames map[int]string
	freeing int // SVs, as counts found
}

// newPerl finds the interpreter that is current in the main thread, and proves
// that the layout fits: own, if there is one.
func newPerl(m *Image, modules []*module, own *Layout) (*Perl, error) {
	p := &Perl{m: m}
	var arch string
	for _, mod := range modules {
		symbols, err := mod.symbols()
		if err != nil || symbols["PL_version"] == 0 {
			continue
		}
		if arch, err = mod.arch(); err != nil {
			return nil, err
		}
		p.symbols, p.program = symbols, mod
		break
	}
	if p.symbols == nil {
		return nil, fmt.Errorf("%w: no mapped program or libperl exports PL_version", ErrNotPerl)
	}
	version := [3]int{5, int(m.u8(p.symbols["PL_version"])), int(m.u8(p.symbols["PL_subversion"]))}
	if r := m.u8(p.symbols["PL_revision"]); r != 0 {
		version[0] = int(r)
	}
	if version[0] != 5 || version[1] < oldestMinor {
		return nil, fmt.Errorf("%w: it is perl %d.%d.%d; perl 5.%d to 5.42 are read", ErrUnsupported, version[0], version[1], version[2], oldestMinor)
	}
	options := p.options()
	for _, bad := range []string{"DEBUG_LEAKING_SCALARS", "USE_LONG_DOUBLE", "USE_QUADMATH"} {
		if options[bad] {
			return nil, fmt.Errorf("%w: perl %d.%d.%d is built with %s", ErrUnsupported, version[0], version[1], version[2], bad)
		}
	}
	if _, own := p.symbols["PL_sv_arenaroot"]; !own || options["USE_ITHREADS"] || options["MULTIPLICITY"] {
		if p.interp = m.u64(p.symbols["PL_curinterp"]); p.interp == 0 {
			return nil, fmt.Errorf("%w: PL_curinterp is null: perl has not begun or has ended", ErrNotPerl)
		}
	}
	var err error
	if own != nil {
		p.l, err = own.fits(version, p.interp != 0, arch)
	} else {
		p.l, err = chooseLayout(version, p.interp != 0, arch)
	}
	if err != nil {
		return nil, err
	}
	p.l.version = version
	if p.o, err = p.l.offsets(); err != nil {
		return nil, err
	}
	if size := uint64(m.u16(p.symbols["PL_interp_size"])); p.interp != 0 && size != p.l.sizes["struct interpreter"] {
		return nil, fmt.Errorf("%w: its interpreter has %d bytes, that of the table of %s has %d: it is configured otherwise; %s", ErrUnsupported, size, p.l, p.l.sizes["struct interpreter"], howToAdd)
	}
	if name, _ := p.stashName(p.ptr("defstash")); string(name) != "main" {
		return nil, fmt.Errorf("%w: the default stash of %s is not named main", ErrUnsupported, p.l)
	}
	p.opNames = p.readOpNames()
	return p, nil
}

// options returns the names of perl's build options, as it reports them.
func (p *Perl) options() map[string]bool {
	set := map[string]bool{}
	if addr := p.symbols["PL_bincompat_options"]; addr != 0 {
		text, _ := p.m.cstring(addr)
		for _, word := range strings.Fields(string(text)) {
			set[word] = true
		}
	}
	return set
}

// variable returns the address of one of perl's variables, in the interpreter or
// global; false if this perl has none.
func (p *Perl) variable(name string) (uint64, bool) {
	if p.interp == 0 {
		addr, ok := p.symbols["PL_"+name]
		return addr, ok
	}
	off, ok := p.l.off("I" + name)
	return p.interp + off, ok
}

// ptr returns a variable that is a pointer; 0 if there is none.
func (p *Perl) ptr(name string) uint64 {
	addr, ok := p.variable(name)
	if !ok {
		return 0
	}
	return p.m.u64(addr)
}

// maxOps bounds the table of op names.
const maxOps = 1 << 10

// readOpNames reads the names of the ops that matter by number: numbers differ
// from perl to perl.
func (p *Perl) readOpNames() map[int]string {
	names := map[int]string{}
	table := p.symbols["PL_op_name"]
	for i := 0; table != 0 && i < maxOps; i++ {
		if !p.m.has(table+uint64(8*i), 8) {
			break
		}
		name, ok := p.m.cstring(p.m.u64(table + uint64(8*i)))
		if !ok || string(name) == "freed" {
			break
		}
		names[i] = string(name)
	}
	for name, n := range p.l.consts { // what the layout knows all the same
		if op, ok := strings.CutPrefix(name, "OP_"); ok && op != "max" && names[int(n)] == "" {
			names[int(n)] = strings.ToLower(op)
		}
	}
	return names
}

// hashAux returns the auxiliary structure of a HASH; 0 if it has none.
func (p *Perl) hashAux(body, array, max uint64, flags uint32) uint64 {
	if flags&flagOOK == 0 {
		return 0
	}
	if p.l.version[1] >= 36 {
		return body + p.o.size.xpvhv
	}
	if array == 0 {
		return 0
	}
	return array + 8*(max+1)
}

// stashName returns the name that makes a HASH a STASH.
func (p *Perl) stashName(sv uint64) ([]byte, bool) {
	flags := p.m.u32(sv + p.o.svFlags)
	if sv == 0 || p.typeOf(flags) != svHash {
		return nil, false
	}
	body := p.m.u64(sv + p.o.svAny)
	aux := p.hashAux(body, p.m.u64(sv+p.o.svU), p.m.u64(body+p.o.hvMax), flags)
	return p.auxName(aux)
}

func (p *Perl) auxName(aux uint64) ([]byte, bool) {
	if aux == 0 {
		return nil, false
	}
	name := p.m.u64(aux + p.o.aux.name)
	if name != 0 && p.m.u32(aux+p.o.aux.nameCount) != 0 {
		name = p.m.u64(name) // the first of several
	}
	if name == 0 {
		return nil, false
	}
	key, _, ok := p.hek(name)
	return key, ok
}

func (p *Perl) typeOf(flags uint32) svType { return p.o.types[flags&0x1f] }

// maxKey bounds keys of HASHes.
const maxKey = 1 << 30

// hek reads a key with its flags.
func (p *Perl) hek(addr uint64) (key []byte, flags byte, ok bool) {
	n := int32(p.m.u32(addr + p.o.hekLen))
	if n < 0 || n > maxKey {
		return nil, 0, false
	}
	b := p.m.bytes(addr+p.o.hekKey, int(n)+2)
	if b == nil {
		return nil, 0, false
	}
	return b[:n], b[n+1], true
}
