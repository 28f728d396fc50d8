package lsp

import (
	"strings"

	"go.lsp.dev/protocol"
)

// markup writes text for a hover, as Markdown or plain as the client likes.
// Text from a dump goes through code, block and prose only, which escape everything
// in it that would be read as Markdown, HTML or a link.
type markup struct {
	kind protocol.MarkupKind
	b    strings.Builder
}

func newMarkup(kind protocol.MarkupKind) *markup { return &markup{kind: kind} }

func (m *markup) markdown() bool { return m.kind == protocol.MarkupKindMarkdown }

// paragraph adds a paragraph of text of the server's own.
func (m *markup) paragraph(text string) {
	if m.b.Len() > 0 {
		m.b.WriteString("\n\n")
	}
	m.b.WriteString(text)
}

// strong marks text of the server's own as important.
func (m *markup) strong(text string) string {
	if !m.markdown() {
		return text
	}
	return "**" + text + "**"
}

// code marks text from anywhere as code.
func (m *markup) code(text string) string {
	if !m.markdown() {
		return text
	}
	text = strings.ReplaceAll(text, "\n", " ")
	fence := fenceFor(text, 1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.TrimSpace(text) == "" {
		text = " " + text + " " // Markdown takes one away on each side
	}
	return fence + text + fence
}

// prose escapes text from anywhere for use in a sentence: what could begin Markdown
// markup, a tag or a link.
func (m *markup) prose(text string) string {
	if !m.markdown() {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; c {
		case '\\', '`', '*', '[', ']', '<', '&', '~', '|', '!', '#':
			b.WriteByte('\\')
		case '_':
			if i == 0 || i == len(text)-1 || !isWordByte(text[i-1]) || !isWordByte(text[i+1]) {
				b.WriteByte('\\')
			}
		case '/':
			if strings.HasSuffix(text[:i], ":") {
				b.WriteByte('\\') // a bare URL becomes a link
			}
		case '.':
			if i >= 3 && strings.EqualFold(text[i-3:i], "www") {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// block adds text from anywhere with its lines as they are.
func (m *markup) block(text string) {
	if !m.markdown() {
		m.paragraph(text)
		return
	}
	fence := fenceFor(text, 3)
	m.paragraph(fence + "text\n" + text + "\n" + fence)
}

// fenceFor is a run of backticks, least at the shortest, that is longer than
// any in the text.
func fenceFor(text string, least int) string {
	run, longest := 0, least-1
	for _, r := range text {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return strings.Repeat("`", longest+1)
}

func (m *markup) content() *protocol.MarkupContent {
	return &protocol.MarkupContent{Kind: m.kind, Value: m.b.String()}
}
