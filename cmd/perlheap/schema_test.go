package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire/schema"
)

// compiled returns the schema of a name, as perlheap schema prints it.
func compiled(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	out, errs, status := perlheap(t.Context(), "schema", name)
	if status != 0 {
		t.Fatal(errs)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fits holds JSON against a schema.
func fits(t *testing.T, s *jsonschema.Schema, what string, printed []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(printed))
	if err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// further are options with which commands print other JSON than without.
var further = map[string][][]string{
	"count":     {{"--blessed", "--scalars"}},
	"find":      {{"--count"}},
	"growth":    {{"--all"}},
	"largest":   {{"--retained"}},
	"lines":     {{"--retained"}},
	"query":     {{"--count"}},
	"reachable": {{"--list", "none"}},
	"size":      {{"--retained"}},
}

// TestSchemas holds the JSON of every command, of dumps of many kinds, against
// the schema of the command.
func TestSchemas(t *testing.T) {
	var series []string
	for _, n := range []string{"1", "2", "3"} {
		series = append(series, dumpPath("p536-amd64-d046-leak."+n))
	}
	list := [][]string{series}
	for _, name := range []string{"p514-amd64-d020", "p536-i386-d046", "p540-amd64-d050-class", "p540dbg-amd64-d050", "p536-amd64-d046-gadget"} {
		list = append(list, []string{dumpPath(name), dumpPath(name), dumpPath(name)})
	}
	checked := map[string]bool{"origin-file": true, "series-file": true} // TestSchemasOfFiles
	for _, sub := range withFlag("json") {
		if !slices.Contains(schema.Names(), sub.Name()) {
			t.Errorf("%s takes --json, and there is no schema of it", sub.Name())
			continue
		}
		s := compiled(t, sub.Name())
		checked[sub.Name()] = true
		for i, dumps := range list {
			if i > 0 && slices.ContainsFunc(operandsOf(sub.Use), func(o operand) bool { return o.repeated && o.name != "FILTER" && o.name != "EXPRESSION" }) {
				continue // these dumps are copies of one
			}
			args := with(argumentsOf(sub, t.TempDir(), dumps...), "--json")
			for _, options := range append([][]string{nil}, further[sub.Name()]...) {
				words := with(args, options...)
				out, errs, status := perlheap(t.Context(), words...)
				if status != 0 && (sub.Name() != "verify" || status != 1) {
					t.Errorf("%v: status %d: %s", words, status, errs)
					continue
				}
				fits(t, s, strings.Join(words, " "), []byte(out))
			}
		}
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, args := range [][]string{{"cache", "--json"}, {"cache", "clear", "--json"}} {
		out, errs, status := perlheap(t.Context(), args...)
		if status != 0 {
			t.Fatal(errs)
		}
		fits(t, compiled(t, "cache"), "cache", []byte(out))
		checked["cache"] = true
	}
	out, errs, status := perlheap(t.Context(), append([]string{"check", "--format", "json", "--fail-on", "low", "--max-closures", "1", "--max-growth", "0"}, series...)...)
	if status != 1 || !strings.Contains(out, `"suspect"`) {
		t.Errorf("check: status %d: %s", status, errs)
	}
	fits(t, compiled(t, "check"), "check", []byte(out))
	checked["check"] = true
	for _, name := range schema.Names() {
		if !checked[name] {
			t.Errorf("there is a schema of %s, which no command prints", name)
		}
	}
}

// TestSchemaOfShow holds all that show says of SVs of all kinds against its schema.
func TestSchemaOfShow(t *testing.T) {
	s := compiled(t, "show")
	for _, name := range []string{"p540-amd64-d050", "p540dbg-amd64-d050", "p540-amd64-d050-class"} {
		in := loaded(t, dumpPath(name))
		kinds := map[string]int{}
		for sv := range in.heap.Count() {
			at := in.heap.JSON(heap.SV(sv))
			if kinds[at.Type]++; kinds[at.Type] > 20 {
				continue
			}
			fits(t, s, name+" "+at.Desc, []byte(in.ask(t, "show", "--json", "--pad", at.Address)))
		}
		if len(kinds) < 8 {
			t.Errorf("%s has %v only", name, kinds)
		}
	}
}

// A schema that allows anything would pass all of these.
func TestSchemasRefuse(t *testing.T) {
	for name, wrong := range map[string]string{
		"summary": `{"perl": "5.36.0", "threads": false, "format": "0.4", "objects": "7", "bytes": 1}`,
		"find":    `{"total": 1, "offset": 0, "items": [], "more": true}`,
		"version": `{"version": "1"}`,
		"growth":  `{"dumps": null, "lines": [], "classes": [], "holders": []}`,
		"lines":   `{"dump": "x", "total": 0, "codes": 0, "bytes": 0, "lines": [{"kind": "closure"}]}`,
	} {
		var doc any
		if err := json.Unmarshal([]byte(wrong), &doc); err != nil {
			t.Fatal(err)
		}
		if compiled(t, name).Validate(doc) == nil {
			t.Errorf("the schema of %s allows %s", name, wrong)
		}
	}
}

func TestSchemaMistakes(t *testing.T) {
	out, _, status := perlheap(t.Context(), "schema")
	if status != 0 || out != strings.Join(schema.Names(), "\n")+"\n" {
		t.Errorf("status %d: %s", status, out)
	}
	_, errs, status := perlheap(t.Context(), "schema", "sumary")
	if status != 2 || !strings.Contains(errs, "did you mean summary?") {
		t.Errorf("status %d: %s", status, errs)
	}
	if out, _, _ := perlheap(t.Context(), "__complete", "schema", "sus"); !strings.HasPrefix(out, "cache\n") || !strings.Contains(out, "\nsuspects\n") {
		t.Errorf("completion is %s", out)
	}
}
