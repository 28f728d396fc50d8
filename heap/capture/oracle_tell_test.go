package capture

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

// written is what the Dumper wrote.
type written struct {
	dump []byte
	// lost says that it met an entry of the savestack that it does not know, and
	// went on in the midst of it.
	lost bool
	// bare says that a core lacks the constants of shared objects.
	bare bool
}

// told is what a dump says, in words that do not depend on its format.
type told struct {
	head  map[string]string // of what is not of one SV
	order []pmat.Addr
	svs   map[pmat.Addr]*toldSV
}

type toldSV struct {
	record string
	more   []string // its extensions
}

// knows is what dumps of a format have: those before 0.6 no addresses of shared
// strings, those before 0.5 no tables of magic.
type knows struct{ keys, tables bool }

// tell reads what a dump has, as far as the other one knows it.
func tell(t *testing.T, dump []byte, other knows) *told {
	t.Helper()
	f, err := pmat.NewFile(bytes.NewReader(dump), int64(len(dump)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is in memory
	says := &told{head: map[string]string{}, svs: map[pmat.Addr]*toldSV{}}
	says.head["header"] = fmt.Sprint(f.Header.PerlVersion(), f.Header.Ithreads, f.Header.NVLen, f.Header.BigEndian, f.Undef, f.Yes, f.No)
	for _, r := range f.Roots {
		says.head["root "+r.Name] = r.Addr.String()
	}
	says.head["stack"] = fmt.Sprint(f.Stack)
	d := f.Records()
	sv := func(a pmat.Addr) *toldSV {
		if says.svs[a] == nil {
			says.svs[a] = &toldSV{}
		}
		return says.svs[a]
	}
	for d.Next() {
		r := d.Record()
		line := tellRecord(d, other)
		switch {
		case r.Type == pmat.ExtSharedHEK && !other.keys:
		case r.Type.IsExtension():
			sv(r.Addr).more = append(sv(r.Addr).more, line)
		case r.Type == pmat.MetaStruct || r.Type == pmat.TypeStruct:
		default:
			sv(r.Addr).record = line
			says.order = append(says.order, r.Addr)
		}
	}
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	tail := d.Tail()
	if tail.Cut != nil {
		t.Errorf("cut: %v", tail.Cut)
	}
	for i, c := range tail.Contexts {
		says.head[fmt.Sprintf("call %d", len(tail.Contexts)-i)] = fmt.Sprintf("%+v", c)
	}
	if other.keys {
		says.head["mortals"] = fmt.Sprint(tail.Mortals, tail.Floor)
	}
	return says
}

func tellRecord(d *pmat.Decoder, other knows) string {
	r := *d.Record()
	text := func(s pmat.Str) string {
		if !s.Defined() {
			return "-"
		}
		b, err := d.Text(s, 1<<20)
		return fmt.Sprintf("%q%v", b, err)
	}
	var b strings.Builder
	if !other.keys {
		r.NameHEK = 0
	}
	fmt.Fprintf(&b, "%s %s", r.Type, r.Addr)
	if !r.Type.IsExtension() {
		fmt.Fprintf(&b, " refs=%d size=%d blessed=%s", r.Refcnt, r.Size, r.Blessed)
	}
	switch r.Type {
	case pmat.TypeGlob:
		fmt.Fprintf(&b, " line=%d hek=%s", r.Line, r.NameHEK)
	case pmat.TypeScalar:
		fmt.Fprintf(&b, " flags=%#x uv=%#x nv=%x len=%d", r.Flags, r.UV, math.Float64bits(r.NV), r.PVLen)
	case pmat.TypeRef:
		fmt.Fprintf(&b, " flags=%#x", r.Flags)
	case pmat.TypeArray, pmat.TypeHash, pmat.TypeStash, pmat.TypeClass, pmat.TypeObject:
		fmt.Fprintf(&b, " flags=%#x n=%d", r.Flags, r.Count)
	case pmat.TypeCode:
		fmt.Fprintf(&b, " flags=%#x line=%d root=%s depth=%d hek=%s", r.Flags, r.Line, r.OpRoot, r.Depth, r.NameHEK)
	case pmat.TypeIO:
		fmt.Fprintf(&b, " files=%d,%d", r.Input, r.Output)
	case pmat.TypeLvalue:
		fmt.Fprintf(&b, " kind=%q off=%d len=%d", r.Kind, r.LvOff, r.LvLen)
	case pmat.ExtMagic:
		fmt.Fprintf(&b, " kind=%q flags=%#x", r.Kind, r.Flags)
	case pmat.ExtSavedElem:
		fmt.Fprintf(&b, " index=%d", r.Index)
	case pmat.ExtSharedHEK:
		fmt.Fprintf(&b, " hek=%s", r.SharedHEK)
	}
	if r.Type == pmat.ExtMagic && !other.tables {
		r.NPtrs = min(r.NPtrs, pmat.MagicVTBL)
	}
	fmt.Fprintf(&b, " ptrs=%v", r.Ptrs[:r.NPtrs])
	for _, s := range r.Strs[:r.NStrs] {
		b.WriteString(" " + text(s))
	}
	switch r.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for e, ok := d.NextElem(); ok; e, ok = d.NextElem() {
			fmt.Fprintf(&b, " %s", e)
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for p, ok := d.NextPair(); ok; p, ok = d.NextPair() {
			if !other.keys {
				p.HEK = 0
			}
			fmt.Fprintf(&b, " %s(%s)=>%s", text(p.Key), p.HEK, p.Value)
		}
		for i, name, ok := d.NextClassField(); r.Type == pmat.TypeClass && ok; i, name, ok = d.NextClassField() {
			fmt.Fprintf(&b, " field %d %s", i, text(name))
		}
	case pmat.TypeCode:
		for c, ok := d.NextCodeItem(); ok; c, ok = d.NextCodeItem() {
			fmt.Fprintf(&b, " [%d %d %d %s %#x", c.Kind, c.Index, c.Field, c.Ptr, c.Flags)
			if c.Kind == pmat.ItemPadname || c.Kind == pmat.ItemPadnameField {
				b.WriteString(" " + text(c.Name))
			}
			b.WriteString("]")
		}
	}
	return b.String()
}
