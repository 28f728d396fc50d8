package capture

import (
	"bytes"
	"context"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/wire"
)

// Core captures the heap of a perl from an ELF core, written by the kernel or gcore.
// What the core leaves out because files have it (constants of the program) is
// read from these files, if they are there and are the same.
func Core(ctx context.Context, path string, out io.Writer, opt CoreOptions) (Summary, error) {
	var s Summary
	err := eachOfCore(ctx, path, opt, func(_ Interpreter, dump func(io.Writer) (Summary, error)) (err error) {
		s, err = dump(out)
		return err
	})
	return s, err
}

// eachOfCore calls write for each requested interpreter of a core.
func eachOfCore(ctx context.Context, path string, opt CoreOptions, write func(i Interpreter, dump func(io.Writer) (Summary, error)) error) error {
	c, err := openCore(ctx, path)
	if err != nil {
		return err
	}
	defer c.close()
	return c.each(ctx, opt, write)
}

// each calls write for the requested interpreters.
func (c *core) each(ctx context.Context, opt CoreOptions, write func(i Interpreter, dump func(io.Writer) (Summary, error)) error) (err error) {
	// The core is mapped: a file that is cut meanwhile faults where it is read.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			if _, ok := fault.(interface{ Addr() uintptr }); !ok {
				panic(fault)
			}
			err = fmt.Errorf("%s was changed or cut while it was read", c.path)
		}
	}()
	if err := c.load(opt); err != nil {
		return err
	}
	perls, err := c.perls(ctx, opt)
	if err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	for n, perl := range perls {
		err := write(perl.requested(n, opt.Interpreter), func(out io.Writer) (Summary, error) {
			s, err := perl.write(ctx, out, Options{MaxString: opt.MaxString, Progress: opt.Progress}, nil)
			c.describe(&s.Origin)
			return s, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// perls returns the requested interpreters.
func (c *core) perls(ctx context.Context, opt CoreOptions) ([]*Perl, error) {
	perl, err := newPerl(&c.image, c.modules, opt.Layout)
	if err != nil {
		return nil, err
	}
	list, err := perl.chosen(ctx, opt.Interpreter)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if _, err := p.uncounted(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// describe adds what a core says to what its heap says. It does not describe the
// loaded files, which may be those of another machine.
func (c *core) describe(o *wire.Origin) {
	o.Time, o.PID, o.Parent, o.Files = c.written, c.pid, c.parent, []wire.OriginFile{}
	if c.command != nil {
		o.Command = c.command
	}
}

// core is an ELF core that is mapped.
type core struct {
	path    string
	data    []byte
	elf     *elf.File
	image   Image
	modules []*module
	files   []*os.File
	mapped  []mapping // the files that were mapped
	entry   uint64    // where the program begins

	pid, parent int
	command     []string // as far as the kernel keeps it
	written     time.Time
}

func (c *core) close() {
	if c.data != nil {
		_ = unix.Munmap(c.data)
	}
	for _, f := range c.files {
		_ = f.Close()
	}
}

// openRegular opens a regular file: opening a FIFO would block.
func openRegular(path string) (*os.File, int64, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no regular file", path)
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

func openCore(ctx context.Context, path string) (*core, error) {
	f, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	c := &core{path: path, files: []*os.File{f}}
	if info, err := f.Stat(); err == nil {
		c.written = info.ModTime()
	}
	unpacked, err := unpackCore(ctx, f)
	if err != nil {
		c.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if unpacked != nil {
		c.files = append(c.files, unpacked)
		if size, err = unpacked.Seek(0, io.SeekEnd); err != nil {
			c.close()
			return nil, err
		}
		f = unpacked
	}
	if size == 0 {
		c.close()
		return nil, fmt.Errorf("%s is empty", path)
	}
	if c.data, err = unix.Mmap(int(f.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_PRIVATE); err != nil {
		c.close()
		return nil, fmt.Errorf("%s cannot be mapped: %w", path, err)
	}
	return c, nil
}

// load reads the segments, and the files that fill what they leave out.
func (c *core) load(opt CoreOptions) error {
	var err error
	if c.elf, err = elf.NewFile(bytes.NewReader(c.data)); err != nil {
		return fmt.Errorf("%s is no ELF core: %w", c.path, err)
	}
	if c.elf.Type != elf.ET_CORE {
		return fmt.Errorf("%s is no core: it is an ELF file of %s", c.path, c.elf.Type)
	}
	if c.elf.Class != elf.ELFCLASS64 || c.elf.Data != elf.ELFDATA2LSB {
		return fmt.Errorf("%w: %s is not of a 64-bit little-endian machine", ErrUnsupported, c.path)
	}
	short := false
	for _, p := range c.elf.Progs {
		switch p.Type {
		case elf.PT_NOTE:
			if p.Off < uint64(len(c.data)) {
				c.notes(c.data[p.Off:][:min(p.Filesz, uint64(len(c.data))-p.Off)])
			}
		case elf.PT_LOAD:
			if p.Filesz == 0 || p.Vaddr+p.Memsz < p.Vaddr {
				continue
			}
			n := uint64(0)
			if p.Off < uint64(len(c.data)) {
				n = min(p.Filesz, uint64(len(c.data))-p.Off)
			}
			short = short || n < p.Filesz
			if n > 0 {
				c.image.add(segment{start: p.Vaddr, end: p.Vaddr + n, data: c.data[p.Off:][:n:n], writable: p.Flags&elf.PF_W != 0})
			}
		}
	}
	c.image.sort()
	if c.image.overlaps() {
		return fmt.Errorf("%s: two of its segments have the same addresses", c.path)
	}
	c.fill(opt)
	if len(c.modules) == 0 {
		if len(c.mapped) == 0 && opt.Exe == "" {
			return fmt.Errorf("%s: %w: it does not say which files were mapped; name the program with --exe", c.path, ErrNotPerl)
		}
		return fmt.Errorf("%s: %w among the files that were mapped; name the program with --exe, or where its files are with --sysroot", c.path, ErrNotPerl)
	}
	if short {
		return fmt.Errorf("%s was cut: it ends inside a segment, and the heap would not be whole", c.path)
	}
	return nil
}

// overlaps reports whether segments, in order, share an address.
func (m *Image) overlaps() bool {
	for i := 1; i < len(m.segments); i++ {
		if m.segments[i].start < m.segments[i-1].end {
			return true
		}
	}
	return false
}

// notes reads which files were mapped, where the program begins, and what the
// process was.
func (c *core) notes(b []byte) {
	const ntPrpsinfo, ntAuxv, ntFile = 3, 6, 0x46494c45
	const prPID, prArgs, prEnd = 24, 56, 136 // of struct elf_prpsinfo, on 64 bits
	eachNote(b, func(name string, kind uint32, desc []byte) {
		switch {
		case name == "CORE" && kind == ntFile:
			c.mapped = append(c.mapped, readFileNote(desc)...)
		case name == "CORE" && kind == ntPrpsinfo && len(desc) >= prEnd:
			c.pid, c.parent = int(int32(binary.LittleEndian.Uint32(desc[prPID:]))), int(int32(binary.LittleEndian.Uint32(desc[prPID+4:])))
			args, _, _ := bytes.Cut(desc[prArgs:prEnd], []byte{0})
			c.command = strings.Fields(string(args))
		case name == "CORE" && kind == ntAuxv:
			c.entry = entryIn(desc)
		}
	})
}

// readFileNote reads NT_FILE: how many there are, the unit of offsets, start,
// end and offset of each, then their names.
func readFileNote(b []byte) []mapping {
	if len(b) < 16 {
		return nil
	}
	n, unit := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	b = b[16:]
	if n > uint64(len(b))/24 {
		return nil
	}
	list, names := make([]mapping, n), b[24*n:]
	for i := range list {
		m := &list[i]
		m.start, m.end = binary.LittleEndian.Uint64(b[24*i:]), binary.LittleEndian.Uint64(b[24*i+8:])
		m.offset = binary.LittleEndian.Uint64(b[24*i+16:]) * unit
		name, rest, ok := bytes.Cut(names, []byte{0})
		if !ok {
			return list[:i]
		}
		m.path, names = string(name), rest
	}
	return list
}

// fill adds the parts of mapped files that the core does not have, and finds
// the program and libperl. Only ELF files are read.
func (c *core) fill(opt CoreOptions) {
	open := map[string]*os.File{}
	var holes []segment
	for _, m := range c.mapped {
		if m.end <= m.start || m.start == 0 {
			continue
		}
		isExe := c.entry >= m.start && c.entry < m.end || opt.Exe != "" && filepath.Base(opt.Exe) == filepath.Base(m.path)
		f, known := open[m.path]
		if !known {
			f = c.openObject(m, isExe || c.isProgram(m.path), opt)
			open[m.path] = f
		}
		if f == nil {
			continue
		}
		if at := c.image.find(m.start); at == nil {
			holes = append(holes, c.hole(m, f))
		}
	}
	c.addHoles(holes)
	if len(c.mapped) == 0 && opt.Exe != "" {
		c.program(opt)
	}
	seen := map[string]bool{}
	for _, m := range c.mapped {
		f := open[m.path]
		if f == nil || seen[m.path] || !mayHavePerl(m.path, c.isProgram(m.path)) {
			continue
		}
		seen[m.path] = true
		if mod, err := newModule(m.path, m.start-m.offset, f); err == nil {
			c.modules = append(c.modules, mod)
		}
	}
}

// program places the program that was named where the core, like those of qemu,
// does not say which files were mapped: by the program's entry point.
func (c *core) program(opt CoreOptions) {
	f, _, err := openRegular(opt.Exe)
	if err != nil {
		return
	}
	c.files = append(c.files, f)
	mod, err := newModule(opt.Exe, 0, f)
	if err != nil || c.entry < mod.file.Entry {
		return
	}
	mod.bias = c.entry - mod.file.Entry
	c.modules = append(c.modules, mod)
	var holes []segment
	for _, p := range mod.file.Progs {
		if p.Type == elf.PT_LOAD && p.Flags&elf.PF_W == 0 && p.Filesz <= maxShared {
			holes = append(holes, c.hole(mapping{start: mod.bias + p.Vaddr, end: mod.bias + p.Vaddr + p.Filesz, offset: p.Off}, f))
		}
	}
	c.addHoles(holes)
}

// isProgram reports whether a mapped file is the program itself.
func (c *core) isProgram(path string) bool {
	for _, m := range c.mapped {
		if m.path == path && c.entry >= m.start && c.entry < m.end {
			return true
		}
	}
	return false
}

// hole is a part of a file that the core does not have.
func (c *core) hole(m mapping, f *os.File) segment {
	return segment{start: m.start, end: m.end, lazy: func() []byte {
		b := make([]byte, min(m.end-m.start, maxShared))
		n, _ := f.ReadAt(b, int64(m.offset))
		return b[:n]
	}}
}

// addHoles adds those that overlap nothing.
func (c *core) addHoles(holes []segment) {
	for _, h := range holes {
		free := true
		for _, s := range c.image.segments {
			free = free && (s.end <= h.start || s.start >= h.end)
		}
		if free {
			c.image.add(h)
		}
	}
	c.image.sort()
}

// openObject opens a mapped file, below the sysroot or else where it was: if it
// is an ELF file, and the one that was mapped as far as their build IDs tell.
func (c *core) openObject(m mapping, isExe bool, opt CoreOptions) *os.File {
	paths := []string{filepath.Join("/", m.path)}
	if opt.Sysroot != "" {
		paths = append([]string{filepath.Join(opt.Sysroot, m.path)}, paths...)
	}
	if isExe && opt.Exe != "" {
		paths = []string{opt.Exe}
	}
	for _, path := range paths {
		f, _, err := openRegular(path)
		if err != nil {
			continue
		}
		magic := make([]byte, len(elf.ELFMAG))
		_, err = f.ReadAt(magic, 0)
		was, is := buildID(imageAt{&c.image, m.start - m.offset}), buildID(f)
		if err == nil && string(magic) == elf.ELFMAG && (was == nil || is == nil || bytes.Equal(was, is)) {
			c.files = append(c.files, f)
			return f
		}
		_ = f.Close()
	}
	return nil
}

// imageAt reads memory from an address on as a file.
type imageAt struct {
	m    *Image
	base uint64
}

func (i imageAt) ReadAt(p []byte, off int64) (int, error) {
	if n := copy(p, i.m.rest(i.base+uint64(off))); n < len(p) {
		return n, io.ErrUnexpectedEOF
	}
	return len(p), nil
}
