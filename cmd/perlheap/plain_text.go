package main

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// textWidth is how many characters a line of help has at most, unless it is
// code.
const textWidth = 80

// repositoryURL is where the files of the repository can be read.
const repositoryURL = "https://github.com/perlheap/perlheap/blob/main/"

// plainText turns the Markdown that READMEs are written in into text for a
// terminal: paragraphs, lists, tables and code. File is where it stands,
// for its links.
func plainText(markdown, file string) string {
	var b strings.Builder
	var block []string
	flush := func() {
		if len(block) > 0 {
			writeBlock(&b, block, file)
		}
		block = nil
	}
	fenced := false
	for line := range strings.Lines(markdown + "\n") {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			flush()
			fenced = !fenced
		case fenced:
			block = append(block, "    "+line)
		case line == "":
			flush()
		case strings.HasPrefix(line, "- ") && len(block) > 0 && !strings.HasPrefix(line, "    "):
			flush() // the next of a list
			block = append(block, line)
		default:
			block = append(block, line)
		}
	}
	flush()
	return b.String()
}

// writeBlock writes a block of lines without empty ones.
func writeBlock(b *strings.Builder, block []string, file string) {
	first := block[0]
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	switch {
	case strings.HasPrefix(first, "    "):
		b.WriteString(strings.Join(block, "\n") + "\n")
	case strings.HasPrefix(first, "|"):
		writeTable(b, block, file)
	case strings.HasPrefix(first, "- "):
		wrap(b, inline(strings.TrimPrefix(strings.Join(trimmed(block), " "), "- "), file), "- ", "  ")
	default:
		wrap(b, inline(strings.Join(trimmed(block), " "), file), "", "")
	}
}

func trimmed(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimSpace(line)
	}
	return out
}

// writeTable writes the first cell of each row, and the others below it.
func writeTable(b *strings.Builder, rows []string, file string) {
	var head []string
	for i, row := range rows {
		cells := trimmed(strings.Split(strings.Trim(strings.ReplaceAll(row, `\|`, "\x01"), "|"), "|"))
		for k := range cells {
			cells[k] = inline(strings.ReplaceAll(cells[k], "\x01", "|"), file)
		}
		switch i {
		case 0:
			head = cells
			continue
		case 1:
			continue // the rule below the head
		}
		wrap(b, cells[0], "", "  ")
		for k, cell := range cells[1:] {
			if cell == "" {
				continue
			}
			if name := head[k+1]; name != "" && len(cells) > 2 {
				cell = name + ": " + cell
			}
			wrap(b, cell, "    ", "    ")
		}
	}
}

// wrap writes words in lines, the first behind one indent, the others behind
// another.
func wrap(b *strings.Builder, text, first, others string) {
	line, n := first, utf8.RuneCountInString(first)
	empty := true
	for word := range strings.FieldsSeq(text) {
		w := utf8.RuneCountInString(word)
		if !empty && n+1+w > textWidth {
			b.WriteString(line + "\n")
			line, n, empty = others, utf8.RuneCountInString(others), true
		}
		if !empty {
			line, n = line+" ", n+1
		}
		line, n, empty = line+word, n+w, false
	}
	b.WriteString(line + "\n")
}

var (
	link     = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	emphasis = regexp.MustCompile(`(\*\*|\*)([^*\s](?:[^*]*[^*\s])?)(\*\*|\*)`)
	codeSpan = regexp.MustCompile("`[^`]*`")
)

// inline turns code, emphasis and links into words. Nothing in code is
// emphasis.
func inline(text, file string) string {
	text = link.ReplaceAllStringFunc(text, func(found string) string {
		m := link.FindStringSubmatch(found)
		if !strings.Contains(m[2], "://") {
			to, fragment, _ := strings.Cut(m[2], "#")
			m[2] = repositoryURL + path.Join(path.Dir(file), to)
			if fragment != "" {
				m[2] += "#" + fragment
			}
		}
		return m[1] + " (" + m[2] + ")"
	})
	var b strings.Builder
	at := 0
	for _, span := range codeSpan.FindAllStringIndex(text, -1) {
		b.WriteString(emphasis.ReplaceAllString(text[at:span[0]], "$2"))
		b.WriteString(text[span[0]+1 : span[1]-1])
		at = span[1]
	}
	b.WriteString(emphasis.ReplaceAllString(text[at:], "$2"))
	return b.String()
}
