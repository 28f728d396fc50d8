package main

import (
	"bytes"
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

// writeJSON writes one JSON value, indented. It may be shown by a terminal.
func writeJSON(out io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := out.Write(text.SafeJSON(b.Bytes()))
	return err
}
