// Package wire has the types of all JSON that leaves the process: what the
// command line prints with --json, arguments and answers of the server's
// commands, its own notifications, and what an editor gives back. It imports
// nothing from perlheap; each package converts what it knows to these types, in its
// json.go.
//
// Conventions:
//
//   - keys are camelCase, as in LSP, and stable; enumerations are types of
//     strings with their constants;
//   - sizes are whole bytes, counts whole numbers, shares 0 … 1;
//   - addresses are strings, as Devel::MAT writes them: 0x55d0c0ffee10;
//   - lines count from 1, 0 is none; times are RFC 3339;
//   - names of the dump are as [text.Name] writes them, paths as [text.Path],
//     and everything else that a dump has a part in as [text.Safe] does;
//   - what is absent does not exist or was not asked for; null is said to be
//     possible by a pointer without omitempty; lists are never null;
//   - a field that JSON leaves out ("-") carries a name as a person reads it, to
//     those that write tables.
//
// Formats of others (SARIF, LSP itself, the columns of Parquet, the records of
// [export.Write], which are those of Devel::MAT) are where they are written.
//
// Types of TypeScript for the extension, and JSON Schemas for everyone (package
// schema), are generated from these; tests fail when they differ.
//
// [text.Name]: https://pkg.go.dev/github.com/perlheap/perlheap/heap/text#Name
// [text.Path]: https://pkg.go.dev/github.com/perlheap/perlheap/heap/text#Path
// [text.Safe]: https://pkg.go.dev/github.com/perlheap/perlheap/heap/text#Safe
// [export.Write]: https://pkg.go.dev/github.com/perlheap/perlheap/heap/export#Write
package wire

//go:generate go test -run TestTypeScript . -update
//go:generate go test -run TestSchemas ./schema -update
