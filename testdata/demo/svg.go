//go:build ignore

// svg draws what tmux captured of a terminal: text with the escape sequences of
// bold and eight colours.
package main

import (
	"bufio"
	"fmt"
	"html"
	"os"
	"strings"
	"unicode/utf8"
)

const (
	charWidth, lineHeight, margin = 8.4, 19.0, 16.0
	background, foreground        = "#1e1e2e", "#d6d9e6"
)

var colours = []string{"#6c7086", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#f5c2e7", "#94e2d5", "#d6d9e6"}

func main() {
	var lines []string
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		lines = append(lines, strings.TrimRight(in.Text(), " "))
	}
	for len(lines) > 0 && plain(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	columns := 0
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(plain(line)))
	}
	width, height := float64(columns)*charWidth+2*margin, float64(len(lines))*lineHeight+2*margin
	fmt.Printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">`+"\n", width, height)
	fmt.Printf(`<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", background)
	for i, line := range lines {
		draw(line, margin+float64(i+1)*lineHeight-5)
	}
	fmt.Println("</svg>")
}

// draw writes one line: each stretch of one style at its column.
func draw(line string, y float64) {
	bold, colour, column := false, foreground, 0
	for line != "" {
		text, rest, escape := strings.Cut(line, "\x1b[")
		if text != "" {
			weight := ""
			if bold {
				weight = ` font-weight="bold"`
			}
			n := utf8.RuneCountInString(text)
			if strings.TrimSpace(text) != "" {
				fmt.Printf(`<text x="%.1f" y="%.1f" fill="%s"%s xml:space="preserve" textLength="%.1f">%s</text>`+"\n",
					margin+float64(column)*charWidth, y, colour, weight, float64(n)*charWidth, html.EscapeString(text))
			}
			column += n
		}
		if !escape {
			return
		}
		codes, after, _ := strings.Cut(rest, "m")
		line = after
		for _, code := range strings.Split(codes, ";") {
			switch n := 0; {
			case code == "" || code == "0":
				bold, colour = false, foreground
			case code == "1":
				bold = true
			case code == "39":
				colour = foreground
			case len(code) == 2 && code[0] == '3':
				if _, err := fmt.Sscan(code[1:], &n); err == nil && n < len(colours) {
					colour = colours[n]
				}
			}
		}
	}
}

// plain takes the escape sequences out.
func plain(line string) string {
	var b strings.Builder
	for {
		text, rest, escape := strings.Cut(line, "\x1b[")
		b.WriteString(text)
		if !escape {
			return b.String()
		}
		_, line, _ = strings.Cut(rest, "m")
	}
}
