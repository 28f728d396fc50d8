package demo

import (
	"fmt"
	"io"
	"path"
	"strings"

	"go.lsp.dev/protocol"
)

// screen is what the server said about the file shown.
type screen struct {
	name     string
	text     string
	lenses   []protocol.CodeLens
	problems []protocol.Diagnostic
	hover    *protocol.Hover
}

// pen writes with or without colors.
type pen struct{ colour bool }

func (p pen) paint(code, s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p pen) dim(s string) string   { return p.paint("2", s) }
func (p pen) lens(s string) string  { return p.paint("36", s) }
func (p pen) title(s string) string { return p.paint("1", s) }
func (p pen) info(s string) string  { return p.paint("34", s) }

// print draws the file as an editor does: the lens above its line, a wavy
// line below what has a problem, then the problems and the hover.
func (s *screen) print(out io.Writer, colour bool) error {
	p := pen{colour}
	var b strings.Builder
	b.WriteString(p.title(s.name) + p.dim("   as an editor shows it with perlheap and the dump of the running worker") + "\n\n")
	for n, line := range strings.Split(strings.TrimSuffix(s.text, "\n"), "\n") {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		for _, lens := range s.lenses {
			if int(lens.Range.Start.Line) == n {
				b.WriteString("      " + indent + p.lens(lens.Command.Title) + "\n")
			}
		}
		fmt.Fprintf(&b, "%s  %s\n", p.dim(fmt.Sprintf("%4d", n+1)), line)
		for _, d := range s.problems {
			if int(d.Range.Start.Line) != n {
				continue
			}
			from, to := int(d.Range.Start.Character), len(line)
			if d.Range.End.Line == d.Range.Start.Line {
				to = int(d.Range.End.Character)
			}
			b.WriteString("      " + strings.Repeat(" ", from) + p.info(strings.Repeat("~", max(1, to-from))) + "\n")
		}
	}
	b.WriteString("\n" + p.title("Problems") + "\n")
	for _, d := range s.problems {
		s.problem(&b, p, d)
	}
	if s.hover != nil {
		at := s.problems[0].Range.Start
		b.WriteString("\n" + p.title(fmt.Sprintf("Hover at line %d", at.Line+1)) + "\n")
		for line := range strings.SplitSeq(strings.TrimSpace(hoverText(s.hover)), "\n") {
			b.WriteString(strings.TrimRight("  "+p.dim("│")+" "+line, " ") + "\n")
		}
	}
	b.WriteString("\n" + p.dim("The numbers come from a heap dump of the process. To do the same for yours,\nwrite one: perlheap capture PID, on Linux, or Devel::MAT::Dumper::dump($path) in the program. Then set\nperlheap.dumps in your editor, or run perlheap suspects and perlheap lines.") + "\n")
	_, err := io.WriteString(out, b.String())
	return err
}

func (s *screen) problem(b *strings.Builder, p pen, d protocol.Diagnostic) {
	source, _ := d.Source.Get()
	fmt.Fprintf(b, "  %s %s:%d: %v  %s\n", p.info("ⓘ"), s.name, d.Range.Start.Line+1, d.Message, p.dim(fmt.Sprintf("%s(%v)", source, d.Code)))
	for _, r := range d.RelatedInformation {
		file := path.Base(r.Location.URI.Path())
		if strings.HasSuffix(r.Location.URI.Path(), s.name) {
			file = s.name
		}
		fmt.Fprintf(b, "      %s:%d: %s\n", file, r.Location.Range.Start.Line+1, r.Message)
	}
}

func hoverText(h *protocol.Hover) string {
	if m, ok := h.Contents.(*protocol.MarkupContent); ok {
		return m.Value
	}
	return ""
}
