package text

// Style marks up parts of a text for where it is shown. Its zero value, Plain,
// marks up nothing.
type Style struct {
	colors bool
	width  int
}

var (
	// Plain marks up nothing.
	Plain = Style{}
	// Terminal uses the colors of a terminal.
	Terminal = Style{colors: true}
)

// Within returns the style for a terminal of a number of columns; 0 for any.
func (s Style) Within(columns int) Style {
	s.width = columns
	return s
}

// SV marks up an SV with its address, or what takes its place: the location of
// a suspect.
func (s Style) SV(text string) string { return s.mark("1", text) }

// Note marks up a label.
func (s Style) Note(text string) string { return s.mark("33", text) }

// Symbol marks up a name of the symbol table.
func (s Style) Symbol(text string) string { return s.mark("32", text) }

// Value marks up a string, number or key.
func (s Style) Value(text string) string { return s.mark("95", text) }

func (s Style) mark(code, text string) string {
	if !s.colors {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
