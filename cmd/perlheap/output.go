package main

import (
	"encoding/json"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/perlheap/perlheap/heap/render"
)

// style colours output for a terminal, unless NO_COLOR asks for none.
func style(out io.Writer) render.Style {
	f, ok := out.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || !term.IsTerminal(int(f.Fd())) {
		return render.Plain
	}
	return render.Terminal
}

// writeJSON writes one JSON value, indented.
func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
