package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/perlheap/perlheap/heap/text"
)

// color is the option that says when output has colors.
const color = "color"

// when are the values of the option.
var when = []string{"auto", "always", "never"}

// style is how output is written: in the width of the terminal that it goes to, and in
// colors if it goes to one and NO_COLOR asks for none, unless --color says otherwise.
func style(cmd *cobra.Command) text.Style {
	columns := 0
	if f, ok := cmd.OutOrStdout().(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		columns = 80
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			columns = width
		}
	}
	said, _ := cmd.Flags().GetString(color) // every command has it
	if said == "always" || said != "never" && columns > 0 && os.Getenv("NO_COLOR") == "" {
		return text.Terminal.Within(columns)
	}
	return text.Plain.Within(columns)
}

// colorFlag is the value of --color.
type colorFlag string

func (c *colorFlag) String() string { return string(*c) }
func (c *colorFlag) Type() string   { return "string" }
func (c *colorFlag) Set(s string) error {
	if !slices.Contains(when, s) {
		return errors.New("must be auto, always or never")
	}
	*c = colorFlag(s)
	return nil
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
