package heap

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Root is a named entry into the heap.
type Root struct {
	Name     string // as the dump has it: defstash
	Desc     string // for a person: the default stash
	Strength Strength
	Addr     pmat.Addr // 0 if the root is null
}

// rootDescs describes the roots that perl itself has, in Devel::MAT's words.
// Those of weakRoots do not count as a reference.
var rootDescs = map[string]string{
	"sv_undef": "the undef SV", "sv_yes": "the true SV", "sv_no": "the false SV",
	"main_cv": "the main code", "defstash": "the default stash", "mainstack": "the main stack AV",
	"beginav": "the BEGIN list", "checkav": "the CHECK list", "unitcheckav": "the UNITCHECK list",
	"initav": "the INIT list", "endav": "the END list", "strtab": "the shared string table HV",
	"envgv": "the ENV GV", "incgv": "the INC GV", "statgv": "the stat GV", "statname": "the statname SV",
	"tmpsv": "the temporary SV", "defgv": "the default GV", "argvgv": "the ARGV GV",
	"argvoutgv": "the argvout GV", "argvout_stack": "the argvout stack AV", "errgv": "the *@ GV",
	"fdpidav": "the FD-to-PID mapping AV", "preambleav": "the compiler preamble AV",
	"modglobalhv": "the module data globals HV", "regex_padav": "the REGEXP pad AV",
	"sortstash": "the sort stash", "firstgv": "the *a GV", "secondgv": "the *b GV",
	"debstash": "the debugger stash", "stashcache": "the stash cache",
	"isarev": "the reverse map of @ISA dependencies", "registered_mros": "the registered MROs HV",
	"rs": "the IRS", "last_in_gv": "the last input GV", "ofsgv": "the OFS GV", "defoutgv": "the default output GV",
	"hintgv": "the hints (%^H) GV", "patchlevel": "the patch level", "apiversion": "the API version",
	"e_script": "the '-e' script", "mess_sv": "the message SV", "ors_sv": "the ORS SV", "encoding": "the encoding",
	"blockhooks": "the block hooks", "custom_ops": "the custom ops HV",
	"custom_op_names": "the custom op names HV", "custom_op_descs": "the custom op descriptions HV",
}

var weakRoots = map[string]bool{
	"envgv": true, "tmpsv": true, "defgv": true, "argvgv": true, "firstgv": true,
	"secondgv": true, "debstash": true, "hintgv": true,
}

// foldRoots are described as "the NAME".
var foldRoots = map[string]bool{
	"Latin1": true, "UpperLatin1": true, "AboveLatin1": true, "NonL1NonFinalFold": true, "HasMultiCharFold": true,
	"utf8_mark": true, "utf8_X_regular_begin": true, "utf8_X_extend": true, "utf8_toupper": true, "utf8_totitle": true,
	"utf8_tolower": true, "utf8_tofold": true, "utf8_charname_begin": true, "utf8_charname_continue": true,
	"utf8_idstart": true, "utf8_idcont": true, "utf8_xidstart": true, "utf8_perl_idstart": true, "utf8_perl_idcont": true,
	"utf8_xidcont": true, "utf8_foldclosures": true, "utf8_foldable": true,
}

// Roots are the roots of a heap.
type Roots struct{ h *Heap }

// Roots returns the roots of the heap.
func (h *Heap) Roots() Roots { return Roots{h} }

// All returns the roots by name. The slice belongs to the heap and must not be
// changed.
func (r Roots) All() []Root {
	h := r.h
	h.rootsOnce.Do(func() {
		f := h.file
		all := append([]pmat.Root{{Name: "sv_undef", Addr: f.Undef}, {Name: "sv_yes", Addr: f.Yes}, {Name: "sv_no", Addr: f.No}}, f.Roots...)
		for _, r := range all {
			h.roots = append(h.roots, describeRoot(r))
		}
		slices.SortStableFunc(h.roots, func(a, b Root) int { return strings.Compare(a.Name, b.Name) })
	})
	return h.roots
}

// describeRoot says what a root is. An extension module may add roots of its
// own, whose name is the description; a sign before it says how it counts.
func describeRoot(r pmat.Root) Root {
	root := Root{Name: r.Name, Strength: Strong, Addr: r.Addr}
	switch desc, ok := rootDescs[r.Name]; {
	case ok:
		root.Desc = desc
		if weakRoots[r.Name] {
			root.Strength = Weak
		}
	case foldRoots[r.Name]:
		root.Desc = "the " + r.Name
	case strings.HasPrefix(r.Name, "-"):
		root.Desc, root.Strength = r.Name[1:], Weak
	default:
		root.Desc = strings.TrimPrefix(r.Name, "+")
	}
	return root
}

// Name returns the name of the root that is this SV; if there are several, the
// first by name.
func (r Roots) Name(sv SV) (string, bool) {
	addr := r.h.Addr(sv)
	for _, root := range r.All() {
		if root.Addr == addr {
			return root.Name, true
		}
	}
	return "", false
}

// Find finds a root by its name.
func (r Roots) Find(name string) (SV, bool) {
	for _, root := range r.All() {
		if root.Name == name {
			return r.h.At(root.Addr)
		}
	}
	return NoSV, false
}
