package capture

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// LayoutProgram is a program in C that prints the table of offsets of the perl
// whose headers it is compiled with, in the form of the tables in layouts/. It
// prints the fields that these tables have, for the versions that have them, except
// flags.
func LayoutProgram() (string, error) {
	asked, err := askedFields()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(layoutBegin)
	guard := ""
	for _, f := range asked {
		if g := f.guard(); g != guard {
			endGuard(&b, guard)
			if guard = g; g != "" {
				b.WriteString("#if " + g + "\n")
			}
		}
		b.WriteString("    " + f.statement() + "\n")
	}
	endGuard(&b, guard)
	b.WriteString(layoutEnd)
	return b.String(), nil
}

func endGuard(b *strings.Builder, guard string) {
	if guard != "" {
		b.WriteString("#endif\n")
	}
}

const layoutBegin = `/* Prints the offsets of the structures of a perl, for perlheap capture --layout.
 * It needs the headers of that very perl, and does not run it:
 *
 *   perlheap help capture-layout > layout.c
 *   cc -O2 $(perl -MExtUtils::Embed -e ccopts) -o layout layout.c
 *   ./layout > perl.layout
 *   perlheap capture PID --layout perl.layout
 */
#include <stddef.h>
#include <stdio.h>

static void at(const char *name, size_t offset, size_t size) { printf("%s %lu %lu\n", name, (unsigned long)offset, (unsigned long)size); }
static void size_is(const char *name, size_t size) { printf("sizeof %s %lu\n", name, (unsigned long)size); }
static void is(const char *name, unsigned long value) { printf("%s 0x%lx\n", name, value); }
static void version_is(int a, int b, int c) { printf("version %d.%d.%d\n", a, b, c); }
static void arch_is(const char *name) { printf("arch %s\n", name); }

#define PERL_NO_GET_CONTEXT
#define PERL_CORE
#include "EXTERN.h"
#include "perl.h"

#define FIELD(type, field) at(#type "." #field, offsetof(type, field), sizeof(((type *)0)->field))
#define INTERPRETER(field) at(#field, offsetof(struct interpreter, field), sizeof(((struct interpreter *)0)->field))
#define SIZE(type) size_is(#type, sizeof(type))
#define VALUE(name) is(#name, (unsigned long)(name))

int main(void) {
    version_is(PERL_REVISION, PERL_VERSION, PERL_SUBVERSION);
#if defined(__x86_64__)
    arch_is("amd64");
#elif defined(__aarch64__)
    arch_is("arm64");
#else
    arch_is("unknown");
#endif
`

const layoutEnd = "    return 0;\n}\n"

// askedField is a line of a table, with the minor versions that have it.
type askedField struct {
	name        string
	first, last int // last is 0 for no end
	threaded    bool
	unthreaded  bool
}

// newestWhole is the newest version of which there is a whole table: those of
// later ones take fields from it.
const newestWhole = 40

// askedFields returns what the tables ask for, in the order in which it first
// appears.
func askedFields() ([]askedField, error) {
	names, err := fs.Glob(layouts, "layouts/*.txt")
	if err != nil {
		return nil, err
	}
	var list []askedField
	index := map[string]int{}
	for _, name := range names {
		l := parseName(name)
		if l.version[1] < oldestMinor || l.arch != "amd64" {
			continue
		}
		text, err := layouts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			field := fieldName(strings.TrimSpace(line))
			if field == "" || !isRead(field) {
				continue
			}
			i, ok := index[field]
			if !ok {
				i = len(list)
				index[field] = i
				list = append(list, askedField{name: field, first: l.version[1]})
			}
			f := &list[i]
			f.first, f.last = min(f.first, l.version[1]), max(f.last, l.version[1])
			f.threaded, f.unthreaded = f.threaded || l.threaded, f.unthreaded || !l.threaded
		}
	}
	for i := range list {
		if list[i].last >= newestWhole || !list[i].threaded && list[i].last >= newestWhole-2 { // without threads there are tables up to 5.38
			list[i].last = 0
		}
	}
	slices.SortStableFunc(list, func(a, b askedField) int { return strings.Compare(a.guard(), b.guard()) })
	return list, nil
}

// isRead leaves out flags, which are the same in all perls (see offsets.go).
func isRead(field string) bool {
	for _, flags := range []string{"SVf_", "SVp_", "SVs_", "SVpad_", "SVpav_", "SVphv_", "SVprv_", "SVTYPEMASK", "CVf_"} {
		if strings.HasPrefix(field, flags) {
			return false
		}
	}
	return true
}

// fieldName is a line of a table without its numbers.
func fieldName(line string) string {
	words := strings.Split(line, " ")
	switch {
	case len(words) < 2 || words[0] == "version":
		return ""
	case words[0] == "sizeof" || len(words) == 2:
		return strings.Join(words[:len(words)-1], " ")
	}
	return strings.Join(words[:len(words)-2], " ")
}

// guard is the condition under which a perl has the field.
func (f *askedField) guard() string {
	var all []string
	if f.first > oldestMinor {
		all = append(all, fmt.Sprintf("PERL_VERSION >= %d", f.first))
	}
	if f.last != 0 {
		all = append(all, fmt.Sprintf("PERL_VERSION < %d", f.last+2)) // odd ones are for perl's developers
	}
	switch {
	case !f.unthreaded:
		all = append(all, "defined(MULTIPLICITY)")
	case !f.threaded:
		all = append(all, "!defined(USE_ITHREADS)")
	}
	return strings.Join(all, " && ")
}

// lastOfWords are the last kinds of entries of the savestack that have 0 to 3
// words. Perl has no names for these; the kinds are in this order.
var lastOfWords = map[string]string{
	"SAVEt_ARG0": "SAVEt_REGCONTEXT", "SAVEt_ARG1": "SAVEt_AV - 1", "SAVEt_ARG2": "SAVEt_HELEM - 1", "SAVEt_ARG3": "SAVEt_HINTS_HH",
}

// statement prints the field.
func (f *askedField) statement() string {
	if of, ok := strings.CutPrefix(f.name, "sizeof "); ok {
		return "SIZE(" + of + ");"
	}
	if structure, field, ok := strings.Cut(f.name, "."); ok {
		return "FIELD(" + structure + ", " + field + ");"
	}
	if !f.unthreaded && strings.HasPrefix(f.name, "I") {
		return "INTERPRETER(" + f.name + ");"
	}
	if last, ok := lastOfWords[f.name]; ok {
		return "is(\"" + f.name + "\", " + last + ");"
	}
	return "VALUE(" + f.name + ");"
}
