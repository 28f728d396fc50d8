package heap

import "strings"

// maxPath bounds a path read from the dump.
const maxPath = 1 << 16

// Process is what a dump says about its process.
type Process struct{ h *Heap }

// Process returns the process that was dumped.
func (h *Heap) Process() Process { return Process{h} }

// WorkDir returns $ENV{PWD} of the process; "" if it had none. It need not be
// where the process ran.
func (p Process) WorkDir() string {
	env, err := p.h.Symbols().Find("%main::ENV")
	if err != nil {
		return ""
	}
	pwd, ok := p.h.Hash(env).Value("PWD")
	if !ok {
		return ""
	}
	return p.h.path(pwd)
}

// Program returns $0 of the process.
func (p Process) Program() string {
	p.h.programOnce.Do(func() {
		if sv, err := p.h.Symbols().Find("$main::0"); err == nil {
			p.h.program = p.h.path(sv)
		}
	})
	return p.h.program
}

// PID returns the value of $$ when the process last read it; perl fills it in
// only then. It returns false if it was never read.
func (p Process) PID() (int64, bool) { return p.integer("$main::$") }

// Started returns the value of $^T when the process last read it, in seconds
// since 1970: when the process began, unless something was assigned. It returns
// false if it was never read.
func (p Process) Started() (int64, bool) { return p.integer("$main::\x14") }

func (p Process) integer(symbol string) (int64, bool) {
	sv, err := p.h.Symbols().Find(symbol)
	if err != nil {
		return 0, false
	}
	s, err := p.h.Scalar(sv)
	return s.IV(), err == nil && s.HasInteger() && s.IV() > 0
}

// Inc returns %INC of the process: the files that it loaded, by the names they
// were requested under (Foo/Bar.pm).
func (p Process) Inc() map[string]string {
	inc := map[string]string{}
	sv, err := p.h.Symbols().Find("%main::INC")
	if err != nil {
		return inc
	}
	type entry struct {
		key   string
		value SV
	}
	var entries []entry
	_ = p.h.Hash(sv).Values(func(key []byte, value SV) bool { // what is readable helps
		entries = append(entries, entry{string(key), value})
		return true
	})
	for _, e := range entries {
		if path := p.h.path(e.value); path != "" {
			inc[e.key] = path
		}
	}
	return inc
}

// IncDirs returns @INC of the process, except for code in it.
func (p Process) IncDirs() []string {
	sv, err := p.h.Symbols().Find("@main::INC")
	if err != nil {
		return nil
	}
	elems, _ := p.h.Elems(sv) // what is readable helps
	var dirs []string
	for _, e := range elems {
		if path := p.h.path(e); path != "" {
			dirs = append(dirs, path)
		}
	}
	return dirs
}

func (h *Heap) path(sv SV) string {
	if sv == NoSV {
		return ""
	}
	b, _ := h.Text(sv, maxPath)
	return strings.TrimRight(string(b), "\x00")
}
