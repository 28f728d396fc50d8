package capture

import (
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"
)

// mapping is a range of addresses that a process has, as /proc/PID/maps or a
// core's note of files tell.
type mapping struct {
	start, end, offset uint64
	read, write, exec  bool
	private            bool
	path               string
	inode              uint64
}

// module is a loaded executable or shared object.
type module struct {
	path string
	bias uint64 // what to add to its own addresses
	file *elf.File
	id   []byte // GNU build ID; nil for none
}

// isPerlName reports whether a program has a name like perl, such as perl5.36.0,
// but not like perlheap.
func isPerlName(name string) bool {
	rest, ok := strings.CutPrefix(strings.TrimSpace(name), "perl")
	return ok && (rest == "" || !unicode.IsLetter(rune(rest[0])))
}

// mayHavePerl reports whether a file can be the one that has the interpreter.
func mayHavePerl(path string, isExe bool) bool {
	base := filepath.Base(path)
	return isExe || strings.HasPrefix(base, "libperl") || isPerlName(base)
}

// newModule reads an ELF file that is mapped from start on.
func newModule(path string, start uint64, r io.ReaderAt) (*module, error) {
	f, err := elf.NewFile(r)
	if err != nil {
		return nil, fmt.Errorf("%s is no ELF file: %w", path, err)
	}
	for _, p := range f.Progs {
		if p.Type == elf.PT_LOAD {
			return &module{path, start - p.Vaddr&^0xfff, f, buildID(r)}, nil
		}
	}
	return nil, fmt.Errorf("%s has nothing to load", path)
}

// arch returns the architecture as layouts name it.
func (m *module) arch() (string, error) {
	switch {
	case m.file.Class != elf.ELFCLASS64 || m.file.Data != elf.ELFDATA2LSB:
		return "", fmt.Errorf("%w: %s is not a 64-bit little-endian program", ErrUnsupported, m.path)
	case m.file.Machine == elf.EM_X86_64:
		return "amd64", nil
	case m.file.Machine == elf.EM_AARCH64:
		return "arm64", nil
	}
	return "", fmt.Errorf("%w: %s is for %s; amd64 and arm64 are read", ErrUnsupported, m.path, m.file.Machine)
}

// symbols returns the addresses of perl's variables (PL_…) in the process: of
// those that are exported, or of all where the file has not been stripped.
func (m *module) symbols() (map[string]uint64, error) {
	found := map[string]uint64{}
	var failed error
	for _, list := range []func() ([]elf.Symbol, error){m.file.DynamicSymbols, m.file.Symbols} {
		symbols, err := list()
		if err != nil && !errors.Is(err, elf.ErrNoSymbols) {
			failed = err
		}
		for _, s := range symbols {
			if s.Section != elf.SHN_UNDEF && strings.HasPrefix(s.Name, "PL_") {
				found[s.Name] = m.bias + s.Value
			}
		}
	}
	if len(found) == 0 {
		return nil, failed
	}
	return found, nil
}

// function returns the address of a function that a file exports; 0 for none.
func (m *module) function(name string) uint64 {
	symbols, err := m.file.DynamicSymbols()
	if err != nil {
		return 0
	}
	for _, s := range symbols {
		if s.Name == name && s.Section != elf.SHN_UNDEF {
			return m.bias + s.Value
		}
	}
	return 0
}
