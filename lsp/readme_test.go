package lsp

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// The README names each command of the server, and no other.
func TestREADMENamesCommands(t *testing.T) {
	_, section, ok := strings.Cut(README, "\n## Commands of the server\n")
	if !ok {
		t.Fatal("README.md has no section Commands of the server")
	}
	section, _, _ = strings.Cut(section, "`perlheap lsp")
	table, paragraph, _ := strings.Cut(section, "|\n\n`perlheap.")
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(perlheap\\.[A-Za-z]+)`").FindAllStringSubmatch(table, -1) {
		named = append(named, m[1])
	}
	sentence, _, _ := strings.Cut(paragraph, " answer ")
	for word := range strings.FieldsFuncSeq(sentence, func(r rune) bool { return r == '`' || r == ',' || r == ' ' || r == '\n' }) {
		if word != "and" {
			named = append(named, "perlheap."+word)
		}
	}
	slices.Sort(named)
	want := commandNames()
	slices.Sort(want)
	if !slices.Equal(named, want) {
		t.Errorf("README.md names %v\nthere are       %v", named, want)
	}
}

// What the README says of arguments and results is what their types have.
func TestREADMEHasFieldsOfCommands(t *testing.T) {
	server := reflect.TypeFor[wire.Commands]()
	_, section, _ := strings.Cut(README, "\n## Commands of the server\n")
	for _, m := range regexp.MustCompile("(?m)^\\| `perlheap\\.([A-Za-z]+)` \\| `\\{(.*?)\\}`(?:;[^|]*)? \\| (?:`\\{(.*)\\}`)?").FindAllStringSubmatch(section, -1) {
		method, ok := server.MethodByName(strings.ToUpper(m[1][:1]) + m[1][1:])
		if !ok {
			t.Errorf("perlheap.%s is no command", m[1])
			continue
		}
		if want := strings.Join(fields(method.Type.In(1), true), ", "); m[2] != want {
			t.Errorf("perlheap.%s takes {%s}, README.md says {%s}", m[1], want, m[2])
		}
		if m[3] == "" || strings.Contains(m[3], "…") {
			continue
		}
		if said, want := m[3], describe(method.Type.Out(0), strings.Contains(m[3], "[{")); said != want {
			t.Errorf("perlheap.%s answers\n{%s}, README.md says\n{%s}", m[1], want, said)
		}
	}
}

// fields are the JSON keys of a type, in order, with a question mark behind
// what may be left out: as an argument also what may be null.
func fields(of reflect.Type, argument bool) []string {
	var names []string
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	for i := range of.NumField() {
		f := of.Field(i)
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && tag == "":
			names = append(names, fields(f.Type, argument)...)
		case options != "" || argument && f.Type.Kind() == reflect.Pointer:
			names = append(names, tag+"?")
		default:
			names = append(names, tag)
		}
	}
	return names
}

// describe writes the keys of a result; nested, also those of the objects in
// its first list of objects.
func describe(of reflect.Type, nested bool) string {
	names := fields(of, false)
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	for i := 0; nested && i < of.NumField(); i++ {
		f := of.Field(i)
		if f.Type.Kind() != reflect.Slice || f.Type.Elem().Kind() != reflect.Struct {
			continue
		}
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := slices.Index(names, tag)
		names[at] += ": [{" + strings.Join(fields(f.Type.Elem(), false), ", ") + "}]"
		break
	}
	return strings.Join(names, ", ")
}
