package heap

import "strings"

// maxPath bounds a path read from the dump.
const maxPath = 1 << 16

// WorkDir is what $ENV{PWD} of the process was; empty if it had none. It need
// not be where the process ran.
func (h *Heap) WorkDir() string {
	env, err := h.Symbols().Find("%main::ENV")
	if err != nil {
		return ""
	}
	pwd, ok := h.Value(env, "PWD")
	if !ok {
		return ""
	}
	return h.path(pwd)
}

// Program is what $0 of the process was.
func (h *Heap) Program() string {
	h.programOnce.Do(func() {
		if sv, err := h.Symbols().Find("$main::0"); err == nil {
			h.program = h.path(sv)
		}
	})
	return h.program
}

// PID is what $$ of the process was when it was last read; perl fills it in
// only then. false if it never was.
func (h *Heap) PID() (int64, bool) { return h.integer("$main::$") }

// Started is what $^T of the process was when it was last read, in seconds
// since 1970: when it began, unless something was assigned. false if it never
// was.
func (h *Heap) Started() (int64, bool) { return h.integer("$main::\x14") }

func (h *Heap) integer(symbol string) (int64, bool) {
	sv, err := h.Symbols().Find(symbol)
	if err != nil {
		return 0, false
	}
	s, err := h.Scalar(sv)
	return s.IV(), err == nil && s.HasInteger() && s.IV() > 0
}

// Inc gives %INC of the process: the files that it loaded, by what was asked
// for (Foo/Bar.pm).
func (h *Heap) Inc() map[string]string {
	inc := map[string]string{}
	sv, err := h.Symbols().Find("%main::INC")
	if err != nil {
		return inc
	}
	type entry struct {
		key   string
		value SV
	}
	var entries []entry
	_ = h.Values(sv, func(key []byte, value SV) bool { // what is readable helps
		entries = append(entries, entry{string(key), value})
		return true
	})
	for _, e := range entries {
		if path := h.path(e.value); path != "" {
			inc[e.key] = path
		}
	}
	return inc
}

// IncDirs gives @INC of the process, without the code in it.
func (h *Heap) IncDirs() []string {
	sv, err := h.Symbols().Find("@main::INC")
	if err != nil {
		return nil
	}
	elems, _ := h.Elems(sv) // what is readable helps
	var dirs []string
	for _, e := range elems {
		if path := h.path(e); path != "" {
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
