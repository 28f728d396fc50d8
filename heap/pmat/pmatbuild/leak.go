package pmatbuild

import (
	"bufio"
	"io"

	"github.com/perlheap/perlheap/heap/pmat"
)

// SVsPerClosure is how many SVs each closure of a [Leak] has.
const SVsPerClosure = 16

// LeakSVs returns the number of SVs in the dump of a [Leak].
func LeakSVs(closures int) int { return SVsPerClosure*closures + 6 }

// Leak writes the dump of a process that keeps closures in one ARRAY, which a
// HASH of the main program holds under the key error. Each closure consists of
// a REF, a CODE, its PAD, a HASH that it captured, and twelve lexicals without
// a value. The SVs are in the order in which perl dumps its arenas: the newest
// arena comes first, and addresses ascend within an arena. The dump is written
// as it is made, so that it may be larger than memory.
func Leak(w io.Writer, closures int) error {
	const root, stash, hash, list, names, proto = 0x10000, 0x10018, 0x10030, 0x10048, 0x10060, 0x10078
	buffered := bufio.NewWriterSize(w, 1<<20)
	b := New(Default, pmat.Root{Name: "main_cv", Addr: root})
	sv := func(a pmat.Addr) SV { return SV{Addr: a, Refcnt: 1, Size: 24} }
	body := Code{
		File: "lib/Helpers.pm", Line: 12, Outside: root, Stash: stash, OpRoot: 0x999000,
		Names: []string{"$self", "$tx", "$err"}, ConstIndexes: []uint64{3, 4, 5, 6, 7, 8},
	}
	closure := body
	closure.Flags = pmat.CodeCloned
	last := SVsPerClosure * closures
	for arena := (last - 1) / arenaSVs; arena >= 0 && last > 0; arena-- {
		for slot := arena * arenaSVs; slot < min(last, (arena+1)*arenaSVs); slot++ {
			first := slot - slot%SVsPerClosure // of this closure
			switch a := leakAddr(slot); slot - first {
			case 0:
				b.Ref(sv(a), leakAddr(first+1), false)
			case 1:
				closure.Pads = append(closure.Pads[:0], leakAddr(first+2))
				b.Code(sv(a), closure)
			case 2:
				slots := []pmat.Addr{0, hash}
				for i := 3; i < SVsPerClosure; i++ {
					slots = append(slots, leakAddr(first+i))
				}
				b.Array(sv(a), slots...)
			case 3:
				b.Hash(sv(a), 0, Pair{Key: "id", Value: Undef})
			default:
				b.Undef(sv(a))
			}
		}
		if _, err := b.WriteTo(buffered); err != nil {
			return err
		}
	}
	refs := make([]pmat.Addr, closures)
	for i := range refs {
		refs[i] = leakAddr(SVsPerClosure * i)
	}
	b.Code(sv(root), Code{File: "app.pl", Line: 1, Pads: []pmat.Addr{names}})
	b.Stash(sv(stash), "Helpers")
	b.Hash(sv(hash), 0, Pair{Key: "error", Value: list})
	b.Array(sv(list), refs...)
	b.Array(sv(names), 0, hash)
	body.Flags = pmat.CodeClone
	b.Code(sv(proto), body)
	b.End()
	if _, err := b.WriteTo(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

// arenaSVs is how many SVs an arena of perl's has: 4080 bytes, of which the
// head of the first SV is perl's own.
const arenaSVs = 4080/24 - 1

// leakAddr is the address of an SV by the order in which they were made.
func leakAddr(slot int) pmat.Addr {
	return pmat.Addr(0x20000 + slot/arenaSVs*4096 + 24*(1+slot%arenaSVs))
}
