package session

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/text"
)

// names is a tree of the names of settings, in it nil for one that has a value.
type names map[string]names

// known are the names that the server reads, as settingsJSON has them.
var known = namesOf(reflect.TypeFor[settingsJSON]())

// others are the names that clients and the extension keep beside.
var others = []string{"status", "offerCommands", "server", "heat", "trace"}

func namesOf(t reflect.Type) names {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	all := names{}
	for i := range t.NumField() {
		f := t.Field(i)
		all[f.Tag.Get("json")] = namesOf(f.Type)
	}
	return all
}

// paths are the whole names of all settings below a node.
func (n names) paths(prefix string) []string {
	if n == nil {
		return []string{prefix}
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(n)) {
		all = append(all, n[name].paths(strings.TrimPrefix(prefix+"."+name, "."))...)
	}
	return all
}

// nested writes settings as objects in objects: {"perlheap": {"codeLens":
// {"enable": false}}}, {"perlheap.codeLens.enable": false} and
// {"codeLens.enable": false} are one. It names those that nobody knows. What is
// no object stays what it is.
func nested(raw []byte) (out []byte, unknown []string) {
	var in map[string]json.RawMessage
	if json.Unmarshal(raw, &in) != nil || in == nil {
		return raw, nil
	}
	tree := map[string]any{}
	unknown = known.add(tree, in, "")
	out, err := json.Marshal(tree)
	if err != nil {
		return raw, unknown
	}
	slices.Sort(unknown)
	return out, unknown
}

// add puts settings where they belong in a tree, the more deeply written ones
// last.
func (n names) add(tree map[string]any, in map[string]json.RawMessage, path string) (unknown []string) {
	keys := slices.SortedFunc(maps.Keys(in), func(a, b string) int {
		if c := strings.Count(a, ".") - strings.Count(b, "."); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	for _, key := range keys {
		name, rest, dotted := strings.Cut(key, ".")
		value := in[key]
		if dotted {
			value, _ = json.Marshal(map[string]json.RawMessage{rest: value}) // was JSON
		}
		below, is := n[name]
		full := strings.TrimPrefix(path+"."+name, ".")
		var deeper map[string]json.RawMessage
		switch {
		case path == "" && name == "perlheap" && json.Unmarshal(value, &deeper) == nil:
			unknown = append(unknown, n.add(tree, deeper, "")...)
		case !is:
			if path != "" || !slices.Contains(others, name) {
				unknown = append(unknown, strings.TrimPrefix(path+"."+key, "."))
			}
		case below == nil && dotted:
			unknown = append(unknown, strings.TrimPrefix(path+"."+key, "."))
		case below != nil && json.Unmarshal(value, &deeper) == nil && deeper != nil:
			sub, ok := tree[name].(map[string]any)
			if !ok {
				sub = map[string]any{}
				tree[name] = sub
			}
			unknown = append(unknown, below.add(sub, deeper, full)...)
		default:
			tree[name] = value
		}
	}
	return unknown
}

// Unknown says which settings of a client the server does not have, and which
// ones may have been meant; "" if it has all of them.
func Unknown(raw []byte) string {
	_, unknown := nested(raw)
	var said []string
	for _, name := range unknown {
		said = append(said, fmt.Sprintf("perlheap.%s is not a setting", text.Safe(text.Name(name)))+meant(name))
		if len(said) == maxUnknown && len(unknown) > maxUnknown {
			said = append(said, fmt.Sprintf("nor are %d more", len(unknown)-maxUnknown))
			break
		}
	}
	return strings.Join(said, "; ")
}

// maxUnknown is how many names are told at a time.
const maxUnknown = 5

// meant is the setting that a name looks like, in words.
func meant(name string) string {
	near := text.Nearest(name, known.paths(""))
	if near == "" {
		// The last part alone, of a name that stands in the wrong place.
		last := name[strings.LastIndexByte(name, '.')+1:]
		for _, path := range known.paths("") {
			if path[strings.LastIndexByte(path, '.')+1:] == last && last != "enable" {
				near = path
			}
		}
	}
	if near == "" {
		for _, top := range slices.Sorted(maps.Keys(known)) {
			first, _, _ := strings.Cut(name, ".")
			if text.Nearest(first, []string{top}) != "" {
				near = known[top].paths(top)[0]
			}
		}
	}
	if near == "" {
		return ""
	}
	return ": did you mean perlheap." + near + "?"
}
