package capture

import "github.com/perlheap/perlheap/heap/pmat"

// maxFrames bounds the frames of the call stack that are written.
const maxFrames = 1 << 20

// contexts writes the calls that are under way, innermost first: what caller would
// return.
func (d *dump) contexts() {
	const typeMask = 0xf
	const codeOfRegexp = 0x80 // the code in a regular expression: its sub has a call of its own
	sub, eval := uint8(9), uint8(11)
	if d.l.version[1] < 24 {
		sub, eval = 8, 10
	}
	left := maxFrames
	seen := map[uint64]bool{}
	for si := d.ptr("curstackinfo"); si != 0 && !seen[si]; si = d.m.u64(si + d.o.si.prev) {
		seen[si] = true
		stack := d.m.u64(si + d.o.si.cxstack)
		for i := int64(int32(d.m.u32(si + d.o.si.cxix))); i >= 0 && left > 0; i-- {
			cx := stack + uint64(i)*d.o.cx.size
			if !d.m.has(cx, int(d.o.cx.size)) {
				d.m.Missing++
				break
			}
			switch d.m.u8(cx) & typeMask {
			case sub:
				if d.m.u8(cx)&codeOfRegexp != 0 && d.l.version[1] >= 18 {
					continue
				}
				left--
				d.frame(pmat.ContextSub, cx)
				d.u32(d.m.u32(cx + d.o.cx.subDepth))
				d.u64(d.m.u64(cx + d.o.cx.subCV))
				d.u64(0)
			case eval:
				left--
				op := d.opNames[int(d.m.u16(cx+2)>>7)]
				switch {
				case op == "entereval":
					d.frame(pmat.ContextEval, cx)
					d.u64(d.m.u64(cx + d.o.cx.evalText))
				case d.m.u64(cx+d.o.cx.evalName) != 0: // a require
				default:
					d.frame(pmat.ContextTry, cx)
				}
			}
		}
	}
	d.u8(0)
}

// frame writes what all contexts have: from where the call was.
func (d *dump) frame(t pmat.ContextType, cx uint64) {
	cop := d.m.u64(cx + d.o.cx.cop)
	d.u8(byte(t), d.m.u8(cx+1))
	d.u64(uint64(d.m.u32(cop + d.o.copLine)))
	file := d.m.u64(cop + d.o.copFile)
	switch {
	case file == 0:
		d.noStr()
	case d.l.threaded:
		d.file(file)
	default: // a GLOB of the name _<FILE
		body := d.m.u64(file + d.o.svAny)
		key, _, ok := d.hek(d.m.u64(body + d.o.gvName))
		if len(key) > 2 {
			key = key[2:]
		}
		d.optional(key, ok)
	}
}
