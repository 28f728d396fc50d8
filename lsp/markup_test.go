package lsp

import (
	"testing"

	"go.lsp.dev/protocol"
)

func TestMarkupKeepsTextFromDumpsHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"$app":                    "`$app`",
		"[x](command:evil)":       "`[x](command:evil)`",
		"<img src=x onerror=y>":   "`<img src=x onerror=y>`",
		"a`b":                     "``a`b``",
		"`a` ``b":                 "``` `a` ``b ```",
		"a\n\n# heading":          "`a  # heading`",
		"":                        "`  `",
		"` [x](command:evil) ` `": "`` ` [x](command:evil) ` ` ``",
	} {
		if got := newMarkup(protocol.MarkupKindMarkdown).code(text); got != want {
			t.Errorf("code(%q) = %q, want %q", text, got, want)
		}
		if got := newMarkup(protocol.MarkupKindPlainText).code(text); got != text {
			t.Errorf("plain code(%q) = %q", text, got)
		}
	}
	m := newMarkup(protocol.MarkupKindMarkdown)
	m.paragraph("before")
	m.block("a\n```\n[x](command:evil)")
	if got, want := m.content().Value, "before\n\n````text\na\n```\n[x](command:evil)\n````"; got != want {
		t.Errorf("block %q, want %q", got, want)
	}
}

// Prose of a dump must not become marks, tags or links.
func TestProse(t *testing.T) {
	m := newMarkup(protocol.MarkupKindMarkdown)
	for text, want := range map[string]string{
		"{events}{error} of My_App::Hub ->[…]":      `{events}{error} of My_App::Hub ->\[…\]`,
		"[x](command:foo) <img onerror=1> **b** `c": "\\[x\\](command:foo) \\<img onerror=1> \\*\\*b\\*\\* \\`c",
		"_x_ https://a.b www.a.b &lt; \\":           `\_x\_ https:\//a.b www\.a.b \&lt; \\`,
	} {
		if got := m.prose(text); got != want {
			t.Errorf("prose(%q) is %q, want %q", text, got, want)
		}
	}
	if got := newMarkup(protocol.MarkupKindPlainText).prose("[x]"); got != "[x]" {
		t.Errorf("plain prose is %q", got)
	}
}
