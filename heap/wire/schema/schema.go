// Package schema has the JSON Schemas (draft 2020-12) of what perlheap prints
// with --json and of the descriptions that it writes as files. They are made of
// the types of heap/wire; a test fails when they differ, and another holds what
// the commands print against them.
package schema

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.json
var schemas embed.FS

// Names are the names of all schemas, sorted: those of commands, and of files.
func Names() []string {
	paths, _ := fs.Glob(schemas, "*.json") // the pattern is well formed
	for i, path := range paths {
		paths[i] = strings.TrimSuffix(path, ".json")
	}
	return paths
}

// Of gives the schema of a name; false if there is none.
func Of(name string) (schema []byte, ok bool) {
	schema, err := schemas.ReadFile(name + ".json")
	return schema, err == nil
}
