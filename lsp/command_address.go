package lsp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkAddress(p wire.AddressParams) error {
	if p.Address == "" {
		return errors.New("address is missing: give the address of an SV, such as 0x55d0c0ffee10")
	}
	if _, err := parseAddress(p.Address); err != nil {
		return fmt.Errorf("address %q is not valid: write it as 0x55d0c0ffee10", p.Address)
	}
	return nil
}

func parseAddress(text string) (pmat.Addr, error) {
	digits := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "0x")
	n, err := strconv.ParseUint(digits, 16, 64)
	return pmat.Addr(n), err
}

// lookUp finds an SV of a dump. The error names the address and the dump.
func lookUp(v *session.View, address string) (heap.SV, error) {
	addr, err := parseAddress(address)
	if err != nil {
		return heap.NoSV, err
	}
	sv, ok := v.Heap.At(addr)
	if !ok {
		return heap.NoSV, fmt.Errorf("there is no SV at %s in %s", addr, v.Dump.Path)
	}
	return sv, nil
}
