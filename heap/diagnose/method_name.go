package diagnose

import (
	"slices"
	"strings"
)

// How the names of methods begin that add something, and of those that only look,
// or take something out.
var (
	adding = []string{"add", "push", "put", "set", "insert", "store", "register", "enqueue", "append", "prepend", "unshift", "attach", "install", "subscribe", "on", "log", "write", "print", "save", "create", "post", "delay", "then", "connect"}
	taking = []string{"get", "is", "has", "can", "find", "look", "fetch", "count", "size", "keys", "values", "list", "peek", "dequeue", "shift", "pop", "remove", "delete", "del", "clear", "run", "exists", "stop", "cancel", "reset"}
)

// mutates judges by its name whether a method adds something, 1, or not, -1; 0 if
// the name does not say.
func mutates(name string) int {
	name = strings.TrimLeft(name, "_")
	begins := func(word string) bool {
		if len(name) < len(word) || !strings.EqualFold(name[:len(word)], word) {
			return false
		}
		rest := name[len(word):]
		return rest == "" || rest[0] == '_' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= '0' && rest[0] <= '9'
	}
	switch {
	case slices.ContainsFunc(adding, begins):
		return 1
	case slices.ContainsFunc(taking, begins):
		return -1
	}
	return 0
}

// once reports whether a sub is one that runs once for each object, or when the
// file is loaded.
func (t *text) once(sub int) bool {
	switch name := t.subAround(sub); name {
	case "new", "BUILD", "BUILDARGS", "import", "init", "_init", "startup", "setup":
		return true
	case "":
		return sub < 0 && len(t.File.Packages) > 0
	}
	return false
}
