package capture

import (
	"bytes"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

func (d *dump) code(r record) {
	flags := d.m.u32(r.body + d.o.cvFlags)
	if d.o.cvFlagsSize == 2 {
		flags &= 0xffff
	}
	isXSUB, isConst, isNamed := flags&cvXSUB != 0, flags&cvCONST != 0, flags&cvNamed != 0 && d.l.version[1] >= 18
	d.common(pmat.TypeCode, r, d.o.size.xpvcv)
	root, line := uint64(0), uint32(0)
	if !isXSUB && !isConst {
		root = d.m.u64(r.body + d.o.cvRoot)
		if start := d.m.u64(r.body + d.o.cvStart); start != 0 && d.opNames[d.opType(start)] == "nextstate" {
			line = d.m.u32(start + d.o.copLine)
		}
	}
	gv := d.m.u64(r.body + d.o.cvGV)
	name := uint64(0)
	if isNamed {
		name, gv = gv, 0
	}
	d.u64(uint64(line))
	d.u8(codeFlags(flags))
	d.u64(root)
	d.u32(d.m.u32(r.body + d.o.cvDepth))
	d.u64(name)
	padlist := uint64(0)
	if !isXSUB {
		padlist = d.m.u64(r.body + d.o.cvPadlist)
	}
	d.u64(d.m.u64(r.body + d.o.cvStash))
	d.u64(gv)
	d.u64(d.m.u64(r.body + d.o.cvOutside))
	if d.l.version[1] < 18 { // an SV then
		d.u64(padlist)
	} else {
		d.u64(0)
	}
	if isXSUB && isConst {
		d.u64(d.m.u64(r.body + d.o.cvStart)) // a union with what an XSUB is given
	} else {
		d.u64(0)
	}
	if file := d.m.u64(r.body + d.o.cvFile); file != 0 {
		d.file(file)
	} else {
		d.str(nil)
	}
	d.key(name)

	if r.sv == d.mainCV && d.ptr("main_root") != 0 {
		d.optree(d.ptr("main_root"))
	} else if root != 0 {
		d.optree(root)
	}
	if padlist != 0 && d.l.version[1] >= 18 {
		d.pads(padlist)
	}
	d.u8(0)
}

func codeFlags(cv uint32) byte {
	var flags byte
	for _, f := range []struct {
		perl uint32
		dump byte
	}{
		{cvClone, pmat.CodeClone}, {cvCloned, pmat.CodeCloned}, {cvXSUB, pmat.CodeXSUB}, {cvWeakOut, pmat.CodeWeakOutside},
		{cvGVRC, pmat.CodeStrongGV}, {cvLexical, pmat.CodeLexical},
	} {
		if cv&f.perl != 0 {
			flags |= f.dump
		}
	}
	return flags
}

// opType returns the number of an op: the nine bits after op_targ.
func (p *Perl) opType(op uint64) int { return int(p.m.u16(op+p.o.opTarg+8) & 0x1ff) }

// maxOpsOfCode bounds the ops of one CODE: more would be a circle.
const maxOpsOfCode = 1 << 22

// optree writes the constants and GLOBs that a tree of ops refers to, in the
// order of the tree. Closures of one sub have one tree.
func (d *dump) optree(root uint64) {
	if known, ok := d.trees[root]; ok {
		d.raw(known)
		return
	}
	from := len(d.b)
	d.walkOps(root)
	if len(d.trees) < maxTrees && len(d.b)-from < maxRecord {
		d.trees[root] = bytes.Clone(d.b[from:])
	}
}

// maxTrees bounds the trees that are kept.
const maxTrees = 1 << 17

func (d *dump) walkOps(root uint64) {
	const next, moresib = 8 + 2, 1 << 14
	todo := []uint64{root}
	for n := 0; len(todo) > 0 && n < maxOpsOfCode && d.step(); n++ {
		op := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !d.m.has(op, int(d.o.opTarg+16)) {
			d.m.Missing++
			continue
		}
		name := d.opNames[d.opType(op)]
		d.memory.claimAround(op, wire.MemoryCode)
		d.opRefs(op, name)
		// After it come its children, then what a substitution runs.
		if name == "subst" {
			if repl := d.m.u64(op + d.o.opReplRoot); repl != 0 {
				todo = append(todo, repl)
			}
		}
		if d.m.u8(op+d.o.opTarg+next)&opKids == 0 {
			continue
		}
		from := len(todo)
		for kid := d.m.u64(op + d.o.opFirst); kid != 0 && len(todo)-from < maxOpsOfCode && d.step(); {
			if !d.m.has(kid, int(d.o.opTarg+16)) {
				d.m.Missing++
				break
			}
			todo = append(todo, kid)
			if d.l.version[1] >= 26 && d.m.u16(kid+d.o.opTarg+8)&moresib == 0 {
				break
			}
			kid = d.m.u64(kid + d.o.opSibling)
		}
		for i, j := from, len(todo)-1; i < j; i, j = i+1, j-1 {
			todo[i], todo[j] = todo[j], todo[i]
		}
	}
}

// opRefs writes the constant or GLOB of one op. Threaded perls keep both in
// the pad.
func (d *dump) opRefs(op uint64, name string) {
	switch name {
	case "const", "method_named":
		if !d.l.threaded {
			d.u8(byte(pmat.ItemConst))
			d.u64(d.m.u64(op + d.o.opSV))
		} else if targ := d.m.u64(op + d.o.opTarg); targ != 0 {
			d.u8(byte(pmat.ItemConstIndex))
			d.u64(targ)
		}
	case "gv", "gvsv", "aelemfast":
		if !d.l.threaded {
			d.u8(byte(pmat.ItemGlob))
			d.u64(d.m.u64(op + d.o.opSV))
			return
		}
		d.u8(byte(pmat.ItemGlobIndex))
		if targ := d.m.u64(op + d.o.opTarg); targ != 0 {
			d.u64(targ)
		} else {
			d.u64(d.m.u64(op + d.o.opPadix))
		}
	}
}

// maxPads bounds the pads of one CODE: its depth of recursion.
const maxPads = 1 << 26

// pads writes the names of the variables of a CODE, and its pads.
func (d *dump) pads(padlist uint64) {
	array, depth := d.m.u64(padlist+d.o.padArray), d.m.u64(padlist+d.o.padMax)
	if depth > maxPads || !d.m.hasWords(array, depth+1) {
		d.m.Missing++
		return
	}
	d.memory.claim(padlist, wire.MemoryCode)
	d.memory.claim(array, wire.MemoryCode)
	names := d.m.u64(array)
	d.u8(byte(pmat.ItemPadnames))
	if d.l.version[1] < 22 { // an SV then
		d.u64(names)
	} else {
		d.u64(0)
		d.eachPadname(names, 1, d.padname)
	}
	for i := uint64(1); i <= depth && d.step(); i++ {
		d.u8(byte(pmat.ItemPad))
		d.u64(i)
		d.u64(d.m.u64(array + 8*i))
	}
}

// eachPadname yields the names of a list, from an index on.
func (d *dump) eachPadname(list, from uint64, yield func(i, pn uint64)) {
	if list == 0 {
		return
	}
	n, array := d.m.u64(list+d.o.namesFill)+1, d.m.u64(list+d.o.namesArray)
	d.memory.claim(list, wire.MemoryCode)
	d.memory.claim(array, wire.MemoryCode)
	if n > maxPads || !d.m.hasWords(array, n) {
		d.m.Missing++
		return
	}
	for i := from; i < n && d.step(); i++ {
		if pn := d.m.u64(array + 8*i); pn != 0 {
			d.memory.claim(pn, wire.MemoryCode)
			yield(i, pn)
		}
	}
}

// padname writes one name. A placeholder has no text.
func (d *dump) padname(i, pn uint64) {
	const known, isField = 0x1f, 0x20
	flags := d.m.u8(pn + d.o.name.flags)
	d.u8(byte(pmat.ItemPadname))
	d.u64(i)
	if pv := d.m.u64(pn + d.o.name.pv); pv != 0 {
		d.cstr(pv)
	} else {
		d.noStr()
	}
	d.u64(d.m.u64(pn + d.o.name.ourstash))
	if flags&known != 0 {
		d.u8(byte(pmat.ItemPadnameFlags))
		d.u64(i)
		d.u8(flags & known)
	}
	if d.o.name.field != 0 && flags&isField != 0 {
		info := d.m.u64(pn + d.o.name.field)
		d.u8(byte(pmat.ItemPadnameField))
		d.u64(i)
		d.u64(d.m.u64(info + 8))
		d.u64(d.m.u64(info + 16))
	}
}
