package main

import (
	"encoding/json"
	"io"
	"os"

	"github.com/perlheap/perlheap/heap/text"
	"golang.org/x/term"
)

// style colours output for a terminal, unless NO_COLOR asks for none.
func style(out io.Writer) text.Style {
	f, ok := out.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || !term.IsTerminal(int(f.Fd())) {
		return text.Plain
	}
	return text.Terminal
}

// writeJSON writes one JSON value, indented.
func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
