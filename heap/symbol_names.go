package heap

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// maxName bounds the names of packages and symbols that are read.
const maxName = 1 << 16

// Stash is a STASH or CLASS of a heap: a package. For any other SV it is empty.
type Stash struct {
	h  *Heap
	sv SV
}

// Stash returns an SV as a package.
func (h *Heap) Stash(stash SV) Stash { return Stash{h, stash} }

// Symbols is the symbol table of a heap: what a program calls its subs and its
// package variables.
type Symbols struct{ h *Heap }

// Symbols returns the symbol table.
func (h *Heap) Symbols() Symbols { return Symbols{h} }

// Name returns the name of a package, given its STASH or CLASS. Names are
// cached: a heap may have millions of objects, but of few classes.
func (s Stash) Name() (string, bool) {
	if s.h.Immortal(s.sv) || !s.h.kinds[s.sv].IsStash() {
		return "", false
	}
	s.h.stashMu.RLock()
	name, ok := s.h.stashNames[s.sv]
	s.h.stashMu.RUnlock()
	if ok {
		return name, true
	}
	if name, ok = s.h.readStashName(s.sv); ok {
		s.h.stashMu.Lock()
		if s.h.stashNames == nil || len(s.h.stashNames) >= maxStashNames {
			s.h.stashNames = map[SV]string{}
		}
		s.h.stashNames[s.sv] = name
		s.h.stashMu.Unlock()
	}
	return name, ok
}

// maxStashNames bounds what is kept.
const maxStashNames = 1 << 14

func (h *Heap) readStashName(sv SV) (string, bool) {
	d, err := h.record(sv)
	if err != nil {
		return "", false
	}
	defer d.Release()
	name := d.Record().Strs[pmat.StashName]
	b, err := d.Text(name, maxName)
	return nameOf(b), err == nil && name.Defined()
}

// nameOf decodes a name of at most maxName bytes; see [text.Decode].
func nameOf(b []byte) string {
	if len(b) == maxName {
		return text.DecodeCut(b)
	}
	return text.Decode(b)
}

// Package returns the name of the package that an SV is blessed into.
func (h *Heap) Package(sv SV) (string, bool) {
	stash, ok := h.Blessed(sv)
	if !ok {
		return "", false
	}
	return h.Stash(stash).Name()
}

// Name returns the full name of a GLOB without a sigil: main::STDOUT. A
// control character at its beginning is written ^X.
func (g Glob) Name() (string, bool) {
	if g.h.Kind(g.sv) != KindGlob {
		return "", false
	}
	d, err := g.h.record(g.sv)
	if err != nil {
		return "", false
	}
	defer d.Release()
	rec := d.Record()
	stash, ok := g.h.At(rec.Ptrs[pmat.GlobStash])
	if !ok {
		return "", false
	}
	pkg, ok := g.h.Stash(stash).Name()
	if !ok || !rec.Strs[pmat.GlobName].Defined() {
		return "", false
	}
	b, err := d.Text(rec.Strs[pmat.GlobName], maxName)
	if err != nil {
		return "", false
	}
	name := nameOf(b)
	if len(b) > 0 && b[0] < ' ' {
		name = "^" + string(rune(b[0]+64)) + name[1:]
	}
	return pkg + "::" + name, true
}

// Location returns where a GLOB was first mentioned.
func (g Glob) Location() (Location, bool) {
	if g.h.Kind(g.sv) != KindGlob {
		return Location{}, false
	}
	d, err := g.h.record(g.sv)
	if err != nil {
		return Location{}, false
	}
	defer d.Release()
	rec := d.Record()
	b, err := d.Text(rec.Strs[pmat.GlobFile], maxName)
	return Location{string(b), int(min(rec.Line, 1<<31-1))}, err == nil && rec.Strs[pmat.GlobFile].Defined()
}

// Name returns the name, with sigil, under which an SV is in the symbol
// table: $Foo::bar, %Foo::, &main::baz. For an SV that several GLOBs hold, it
// is the name that perl itself would use for a CODE, else that of the GLOB
// that was first of that name, else the one at the lowest address.
func (s Symbols) Name(sv SV) (string, bool) {
	if s.h.Immortal(sv) {
		return "", false
	}
	sigil := ""
	switch s.h.kinds[sv] {
	case KindCode:
		return s.h.codeName(sv)
	case KindScalar, KindRef, KindBool:
		sigil = "$"
	case KindArray:
		sigil = "@"
	case KindHash, KindStash, KindClass:
		sigil = "%"
	default:
		return "", false
	}
	glob, ok := s.h.globOf(sv)
	if !ok {
		return "", false
	}
	name, ok := s.h.Glob(glob).Name()
	if !ok {
		return "", false
	}
	return sigil + withoutMain(name), true
}

// withoutMain drops the main:: that every package's name begins with.
func withoutMain(name string) string {
	if rest, ok := strings.CutPrefix(name, "main::"); ok && strings.Contains(rest, "::") && !strings.HasPrefix(rest, "::") {
		return rest
	}
	return name
}

func (h *Heap) codeName(cv SV) (string, bool) {
	d, err := h.record(cv)
	if err != nil {
		return "", false
	}
	rec := d.Record()
	if rec.NStrs > pmat.CodeName && rec.Strs[pmat.CodeName].Defined() {
		// A lexical sub, or one whose GLOB was never made, has its own name.
		b, err := d.Text(rec.Strs[pmat.CodeName], maxName)
		name := nameOf(b)
		stashAddr := rec.Ptrs[pmat.CodeStash]
		d.Release()
		stash, ok := h.At(stashAddr)
		if err != nil || !ok {
			return "", false
		}
		pkg, ok := h.Stash(stash).Name()
		return "&" + strings.TrimPrefix(pkg, "main::") + "::" + name, ok
	}
	own := rec.Ptrs[pmat.CodeGlob]
	d.Release()
	glob, ok := h.globFor(cv, own)
	if !ok {
		return "", false
	}
	name, ok := h.Glob(glob).Name()
	return "&" + name, ok
}

// Glob returns the GLOB whose name a CODE goes by; see [Symbols.Name].
func (c Code) Glob() (SV, bool) {
	if c.h.Kind(c.sv) != KindCode {
		return NoSV, false
	}
	d, err := c.h.record(c.sv)
	if err != nil {
		return NoSV, false
	}
	own := d.Record().Ptrs[pmat.CodeGlob]
	d.Release()
	return c.h.globFor(c.sv, own)
}

// globFor returns the GLOB whose name a CODE goes by: its own if that holds it,
// else any other that does, else its own.
func (h *Heap) globFor(cv SV, own pmat.Addr) (SV, bool) {
	ownGlob, hasOwn := h.At(own)
	if hasOwn && h.Kind(ownGlob) == KindGlob && h.holds(ownGlob, cv) {
		return ownGlob, true
	}
	if glob, ok := h.globOf(cv); ok {
		return glob, true
	}
	return ownGlob, hasOwn
}

// globOf returns a GLOB that holds an SV in the slot of its kind.
func (h *Heap) globOf(sv SV) (SV, bool) {
	best := NoSV
	for _, e := range h.in.row(sv) {
		glob := e.sv()
		if h.kinds[glob] != KindGlob || e&edgeStrength != edgeStrong {
			continue
		}
		if !h.holds(glob, sv) {
			continue
		}
		if h.isOwnEGV(glob) {
			return glob, true
		}
		if best == NoSV {
			best = glob
		}
	}
	return best, best != NoSV
}

// holds reports whether a GLOB has an SV in one of its slots for values and
// subs.
func (h *Heap) holds(glob, sv SV) bool {
	d, err := h.record(glob)
	if err != nil {
		return false
	}
	defer d.Release()
	ptrs, addr := d.Record().Ptrs, h.Addr(sv)
	return ptrs[pmat.GlobScalar] == addr || ptrs[pmat.GlobArray] == addr ||
		ptrs[pmat.GlobHash] == addr || ptrs[pmat.GlobCode] == addr
}

// isOwnEGV reports whether a GLOB is the first of its name, not an alias.
func (h *Heap) isOwnEGV(glob SV) bool {
	d, err := h.record(glob)
	if err != nil {
		return false
	}
	defer d.Release()
	return d.Record().Ptrs[pmat.GlobEGV] == h.index.addr(glob)
}

// Find finds what a name with its sigil stands for in the symbol table. The
// name may be UTF-8 or Latin-1, whichever the dump has.
func (s Symbols) Find(name string) (SV, error) {
	name = text.Decode([]byte(name))
	if name == "" || !strings.ContainsRune("$@%&*", rune(name[0])) {
		return NoSV, fmt.Errorf("%q is not the name of a symbol: it begins with $, @, %%, & or *", name)
	}
	value, err := s.h.stashValue(name[1:])
	if err != nil {
		return NoSV, err
	}
	if name[0] == '&' && s.h.Kind(value) == KindRef {
		// Perls from 5.22 on keep a sub without a GLOB where they can.
		if cv, ok := s.h.Referent(value); ok {
			return cv, nil
		}
	}
	if s.h.Kind(value) == KindGlob && name[0] == '*' {
		return value, nil
	}
	if s.h.Kind(value) != KindGlob {
		return NoSV, fmt.Errorf("no symbol %s: the symbol table has no GLOB of that name", name)
	}
	d, err := s.h.record(value)
	if err != nil {
		return NoSV, err
	}
	defer d.Release()
	slot := map[byte]int{'$': pmat.GlobScalar, '@': pmat.GlobArray, '%': pmat.GlobHash, '&': pmat.GlobCode}[name[0]]
	sv, ok := s.h.At(d.Record().Ptrs[slot])
	if !ok {
		return NoSV, fmt.Errorf("no symbol %s: the GLOB of that name has none", name)
	}
	return sv, nil
}

// stashValue finds the entry of a symbol table for a name without sigil.
func (h *Heap) stashValue(name string) (SV, error) {
	stash, ok := h.Roots().Find("defstash")
	if !ok || !h.Kind(stash).IsStash() {
		return NoSV, fmt.Errorf("no symbol %q: the dump has no default stash", name)
	}
	rest := name
	for {
		i := strings.Index(rest, "::")
		if i < 0 || i+2 == len(rest) {
			break
		}
		glob, err := h.entry(stash, spellings(rest[:i+2])...)
		ok := err == nil && glob != NoSV
		if ok && h.Kind(glob) == KindGlob {
			ok = false
			if d, err := h.record(glob); err == nil {
				stash, ok = h.At(d.Record().Ptrs[pmat.GlobHash])
				d.Release()
			}
		}
		if !ok || !h.Kind(stash).IsStash() {
			return NoSV, fmt.Errorf("no symbol %q: there is no package %s", name, strings.TrimSuffix(name[:len(name)-len(rest)+i], "::"))
		}
		rest = rest[i+2:]
	}
	keys := spellings(rest)
	if len(rest) > 1 && rest[0] == '^' {
		keys = append([]string{string([]byte{rest[1] - 64}) + rest[2:]}, keys...)
	}
	found, err := h.entry(stash, keys...)
	if err == nil && found == NoSV {
		err = fmt.Errorf("no symbol %q in the dump", text.Name(name))
	}
	return found, err
}

// spellings returns the bytes that a dump may have for a name.
func spellings(name string) []string {
	if other, ok := text.Latin1(name); ok {
		return []string{name, other}
	}
	return []string{name}
}

// Locate finds what a name with its sigil stands for, and where its GLOB was
// first mentioned or, for a sub, where its first statement is.
func (s Symbols) Locate(name string) (SV, Location, error) {
	sv, err := s.Find(name)
	if err != nil {
		return NoSV, Location{}, err
	}
	if loc, ok := s.h.Code(sv).Location(); ok && loc.Line > 0 {
		return sv, loc, nil
	}
	glob, err := s.h.stashValue(name[1:])
	if err != nil {
		return NoSV, Location{}, err
	}
	loc, ok := s.h.Glob(glob).Location()
	if !ok || loc.Line == 0 {
		return NoSV, Location{}, fmt.Errorf("the dump does not say where %s was first mentioned", name)
	}
	return sv, loc, nil
}

// CompiledName returns the name that perl compiled a CODE under, without sigil:
// Foo::__ANON__ for an anonymous sub, whatever GLOBs it has been put into
// since. It returns false if the dump does not say.
func (c Code) CompiledName() (string, bool) {
	if c.h.Kind(c.sv) != KindCode {
		return "", false
	}
	d, err := c.h.record(c.sv)
	if err != nil {
		return "", false
	}
	rec := d.Record()
	hasOwn := rec.NStrs > pmat.CodeName && rec.Strs[pmat.CodeName].Defined()
	own := rec.Ptrs[pmat.CodeGlob]
	d.Release()
	if hasOwn {
		name, ok := c.h.codeName(c.sv)
		return strings.TrimPrefix(name, "&"), ok
	}
	glob, ok := c.h.At(own)
	if !ok || c.h.Kind(glob) != KindGlob {
		return "", false
	}
	return c.h.Glob(glob).Name()
}

// HekName returns the name of a CODE that carries one itself instead of having
// a GLOB.
func (c Code) HekName() (string, bool) {
	d, err := c.h.record(c.sv)
	if err != nil {
		return "", false
	}
	defer d.Release()
	rec := d.Record()
	if rec.Type != pmat.TypeCode || rec.NStrs <= pmat.CodeName || !rec.Strs[pmat.CodeName].Defined() {
		return "", false
	}
	b, err := d.Text(rec.Strs[pmat.CodeName], maxName)
	return string(b), err == nil
}
