package lsp

import (
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// manySVs is a dump with n SCALARs, written in an order that takes sorting.
func manySVs(n int) []byte {
	b := pmatbuild.New(pmatbuild.Default)
	for i := range n {
		at := uint64(i*2654435761) % (1 << 32)
		b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x100000000 + at<<8 + uint64(i&0xff)), Refcnt: 1, Size: 24})
	}
	b.End()
	return b.Bytes()
}
