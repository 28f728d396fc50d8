package mat

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

func init() {
	filterSpecs = map[string]filterSpec{
		"blessed": {help: "SVs blessed into PACKAGE", arg: "PACKAGE", required: true, build: blessed},
		"cv": {help: "CODEs: XSUBs, those of a package, those of a file", build: cv, options: []filterOption{
			{name: "xsub"}, {name: "package", short: "p", value: true, help: "package"}, {name: "file", short: "f", value: true, help: "file"},
		}},
		"io": {help: "file handles, those of a file number", arg: "FILENO", build: fileHandle, options: []filterOption{
			{name: "fileno", short: "f", value: true, help: "fileno"},
		}},
		"lexical": {help: "lexical variables by NAME with its sigil, of calls under way or with --inactive of all", arg: "NAME", required: true, build: lexical, options: []filterOption{
			{name: "inactive", short: "I"},
		}},
		"magic": {help: "SVs with magic of a virtual table", build: magic, options: []filterOption{
			{name: "vtbl", short: "v", value: true, help: "address"},
		}},
		"num": {help: "SCALARs that are a number, those of VALUE", arg: "VALUE", build: num, options: []filterOption{
			{name: "iv"}, {name: "uv"}, {name: "nv"},
		}},
		"pv": {help: "SCALARs whose string has PATTERN in it, equals it (--eq) or matches it as a regular expression (RE2)", arg: "PATTERN", required: true, build: pv, options: []filterOption{
			{name: "eq"}, {name: "regexp", short: "r"}, {name: "ignorecase", short: "i"},
		}},
		"struct": {help: "C structs of the type NAME", arg: "NAME", required: true, build: structure},
	}
}

func isNumber(word string) bool { _, err := strconv.ParseFloat(word, 64); return err == nil }

// no is what a filter gives for an SV that does not match.
func no(sv heap.SV, err error) (heap.SV, Note, bool, error) { return sv, nil, false, err }

func blessed(in filterInput) (Filter, error) {
	class := text.Decode([]byte(in.arg))
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		pkg, ok := h.Package(sv)
		if !ok || pkg != class {
			return no(sv, nil)
		}
		return sv, Note{partName(pkg)}, true, nil
	}, nil
}

func cv(in filterInput) (Filter, error) {
	pkgName, file := text.Decode([]byte(in.set["package"])), text.Decode([]byte(in.set["file"]))
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		if h.Kind(sv) != heap.KindCode || in.has("xsub") && !isXSUB(h, sv) {
			return no(sv, nil)
		}
		if in.has("package") {
			if pkg, ok := codePackage(h, sv); !ok || pkg != pkgName {
				return no(sv, nil)
			}
		}
		if in.has("file") {
			if recorded, ok := codeFile(h, sv); !ok || recorded != file {
				return no(sv, nil)
			}
		}
		if sub, ok := h.Symbols().Name(sv); ok {
			return sv, Note{partSymbol(sub)}, true, nil
		}
		return sv, Note{partWords("__ANON__")}, true, nil
	}, nil
}

func isXSUB(h *heap.Heap, sv heap.SV) bool {
	return h.Kind(sv) == heap.KindCode && h.Flags(sv)&pmat.CodeXSUB != 0
}

// codePackage gives the package of a CODE.
func codePackage(h *heap.Heap, sv heap.SV) (string, bool) {
	glob, ok := h.Code(sv).Glob()
	if !ok {
		return "", false
	}
	stash, ok := h.Glob(glob).Stash()
	if !ok {
		return "", false
	}
	return h.Stash(stash).Name()
}

// codeFile gives the file of a CODE, as recorded.
func codeFile(h *heap.Heap, sv heap.SV) (string, bool) {
	loc, ok := h.Code(sv).Location()
	return text.Decode([]byte(loc.File)), ok
}

func fileHandle(in filterInput) (Filter, error) {
	word := in.set["fileno"]
	if !in.has("fileno") {
		word = in.arg
	}
	wanted := in.has("fileno") || in.hasArg
	fileno, err := strconv.ParseInt(word, 10, 64)
	if wanted && err != nil {
		return nil, fmt.Errorf("%q is not a file number", word)
	}
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		if h.Kind(sv) != heap.KindIO {
			return no(sv, nil)
		}
		input, output, ok, err := h.FileNumbers(sv)
		switch {
		case err != nil || wanted && (!ok || input != fileno && output != fileno):
			return no(sv, err)
		case !ok:
			return sv, Note{partWords("ifileno= ofileno=")}, true, nil // old dumpers do not say them
		}
		return sv, Note{partWords(fmt.Sprintf("ifileno=%d ofileno=%d", input, output))}, true, nil
	}, nil
}

func lexical(in filterInput) (Filter, error) {
	variable := text.Decode([]byte(in.arg))
	return func(h *heap.Heap, pad heap.SV) (heap.SV, Note, bool, error) {
		if h.Kind(pad) != heap.KindPad {
			return no(pad, nil)
		}
		code, ok := h.PadCode(pad)
		if !ok {
			return no(pad, nil)
		}
		names, err := h.Code(code).Padnames()
		slot := 0
		for i := 1; i < len(names) && slot == 0; i++ {
			if names[i].Name == variable {
				slot = i
			}
		}
		if err != nil || slot == 0 {
			return no(pad, err)
		}
		elems, err := h.Elems(pad)
		if err != nil || slot >= len(elems) || elems[slot] == heap.NoSV {
			return no(pad, err)
		}
		body, err := h.Code(code).Body()
		if err != nil {
			return no(pad, err)
		}
		depth := 0
		for i, p := range body.Pads {
			if p == pad {
				depth = i + 1
			}
		}
		inactive := ""
		if depth > h.Code(code).Depth() {
			if !in.has("inactive") {
				return no(pad, nil)
			}
			inactive = " [inactive]"
		}
		return elems[slot], Note{partName(in.arg), partWords(fmt.Sprintf(" at depth %d%s of ", depth, inactive)), partSV(code)}, true, nil
	}, nil
}

func magic(in filterInput) (Filter, error) {
	if !in.has("vtbl") {
		return nil, errors.New("it needs --vtbl ADDRESS")
	}
	vtbl, err := strconv.ParseUint(in.set["vtbl"], 0, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address", in.set["vtbl"])
	}
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		list, err := h.Magic(sv)
		if err != nil {
			return no(sv, err)
		}
		for _, m := range list {
			if uint64(m.VTBL) != vtbl {
				continue
			}
			note := Note{partWords("magic type '" + m.Letter() + "'")}
			if obj, ok := h.At(m.Obj); ok {
				note = append(note, partWords(", with object "), partSV(obj))
			}
			if ptr, ok := h.At(m.Ptr); ok {
				note = append(note, partWords(", with pointer "), partSV(ptr))
			}
			return sv, note, true, nil
		}
		return no(sv, nil)
	}, nil
}

func num(in filterInput) (Filter, error) {
	wanted, err := strconv.ParseFloat(in.arg, 64)
	if in.hasArg && err != nil {
		return nil, fmt.Errorf("%q is not a number", in.arg)
	}
	// A large integer must not match its neighbours.
	exactly, exact := strconv.ParseInt(in.arg, 10, 64)
	unsigned, exactUnsigned := strconv.ParseUint(in.arg, 10, 64)
	any := !in.has("iv") && !in.has("uv") && !in.has("nv")
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		if h.Kind(sv) != heap.KindScalar {
			return no(sv, nil)
		}
		v, err := h.Scalar(sv)
		if err != nil {
			return no(sv, err)
		}
		switch {
		case v.Flags&pmat.ScalarNV != 0 && (any || in.has("nv")):
			return sv, Note{{Kind: PartFloat, Value: v}}, !in.hasArg || v.NV == wanted, nil
		case v.HasInteger() && v.Unsigned() && (any || in.has("uv")):
			return sv, Note{partWords(strconv.FormatUint(v.UV, 10))}, !in.hasArg || exactUnsigned == nil && v.UV == unsigned, nil
		case v.HasInteger() && !v.Unsigned() && (any || in.has("iv")):
			same := exact == nil && v.IV() == exactly || exact != nil && float64(v.IV()) == wanted
			return sv, Note{partWords(strconv.FormatInt(v.IV(), 10))}, !in.hasArg || same, nil
		}
		return no(sv, nil)
	}, nil
}

func pv(in filterInput) (Filter, error) {
	pattern := in.arg
	switch {
	case in.has("eq"):
		pattern = `\A` + regexp.QuoteMeta(pattern) + `\z`
	case !in.has("regexp"):
		pattern = regexp.QuoteMeta(pattern)
	}
	if in.has("ignorecase") {
		pattern = "(?i)" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("the regular expression does not compile: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		v, characters, ok, err := stringOf(h, sv)
		if err != nil || !ok || !re.MatchString(characters) {
			return no(sv, err)
		}
		return sv, Note{{Kind: PartString, Value: v}}, true, nil
	}, nil
}

// stringOf reads the string of a SCALAR that has one, and what its characters
// are.
func stringOf(h *heap.Heap, sv heap.SV) (v heap.Scalar, characters string, ok bool, err error) {
	if h.Kind(sv) != heap.KindScalar || h.Flags(sv)&pmat.ScalarPV == 0 {
		return v, "", false, nil
	}
	if v, err = h.Scalar(sv); err != nil {
		return v, "", false, err
	}
	if v.Flags&pmat.ScalarUTF8 == 0 {
		return v, latin1(v.Text), true, nil
	}
	return v, string(v.Text), true, nil
}

// latin1 returns the characters that bytes without the UTF-8 mark are.
func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

func structure(in filterInput) (Filter, error) {
	return func(h *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		if h.Kind(sv) != heap.KindStruct || h.Struct(sv).Name() != in.arg {
			return no(sv, nil)
		}
		return sv, Note{partWords(in.arg)}, true, nil
	}, nil
}
