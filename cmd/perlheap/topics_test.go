package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap/diagnose/handbook"
)

func TestTopics(t *testing.T) {
	noise := regexp.MustCompile("\\*\\*|`|\\]\\(|\\| --- \\||^#")
	for i := range topics {
		topic := &topics[i]
		if topic.section() == "" {
			t.Errorf("%s: %s has no section %q", topic.name, topic.file, topic.heading)
			continue
		}
		out, errs, status := perlheap(t.Context(), "help", topic.name)
		if status != 0 || errs != "" || len(out) < 100 {
			t.Errorf("help %s: status %d, %s%s", topic.name, status, errs, out)
		}
		code := false
		for line := range strings.Lines(out) {
			line = strings.TrimRight(line, "\n")
			// Of a table, what belongs to a row is indented too, and wrapped.
			code = strings.HasPrefix(line, "    ") && (code || utf8.RuneCountInString(line) > textWidth || noise.MatchString(line))
			if code {
				continue
			}
			if noise.MatchString(line) {
				t.Errorf("help %s has Markdown in it: %s", topic.name, line)
			}
			if utf8.RuneCountInString(line) > textWidth && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("help %s has a long line: %s", topic.name, line)
			}
		}
		if direct, _, _ := perlheap(t.Context(), topic.name); direct != out {
			t.Errorf("perlheap %s says something else than perlheap help %[1]s", topic.name)
		}
	}
	list, _, _ := perlheap(t.Context(), "help")
	for i := range topics {
		if !strings.Contains(list, "\n  "+topics[i].name+" ") {
			t.Errorf("help does not list %s", topics[i].name)
		}
	}
	if _, errs, _ := perlheap(t.Context(), "help", "neovm"); !strings.Contains(errs, "did you mean neovim?") {
		t.Errorf("help neovm: %s", errs)
	}
}

// help leaks PATTERN shows a section of the handbook.
func TestHelpOnPatterns(t *testing.T) {
	all, _, _ := perlheap(t.Context(), "help", "leaks")
	for _, name := range handbook.Sections() {
		out, errs, status := perlheap(t.Context(), "help", "leaks", name)
		if status != 0 || errs != "" || len(out) < 500 || !strings.Contains(all, strings.TrimSpace(out)) {
			t.Errorf("help leaks %s: status %d, %s%s", name, status, errs, out)
		}
	}
	for _, c := range []struct{ args, says string }{
		{"leaks closure-cycel", "did you mean closure-cycle?"}, {"leaks xyzzy", "sections on sure, many-closures"}, {"ci string", "only help leaks takes a second one"},
	} {
		if _, errs, status := perlheap(t.Context(), append([]string{"help"}, strings.Fields(c.args)...)...); status != 2 || !strings.Contains(errs, c.says) {
			t.Errorf("help %s: status %d: %s", c.args, status, errs)
		}
	}
}

// A section that no topic shows is not found in the terminal.
func TestEverySectionIsATopic(t *testing.T) {
	shown, whole := map[string]bool{}, map[string]bool{}
	read := map[string]string{}
	for i := range topics {
		shown[topics[i].heading] = true
		whole[topics[i].file] = topics[i].heading == ""
		read[topics[i].file] = topics[i].text
	}
	for file, text := range read {
		onDisk, err := os.ReadFile(filepath.Join("..", "..", file))
		if err != nil || string(onDisk) != text {
			t.Errorf("topics are not from %s: %v", file, err)
		}
		for _, m := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatch(text, -1) {
			if !shown[m[1]] && !whole[file] {
				t.Errorf("%s: no topic shows %q", file, m[1])
			}
		}
	}
}

func TestPlainText(t *testing.T) {
	const markdown = "Some **bold**, *weak*, `*code*` and [a link](../x/y.md#z).\n\n- one\n  more\n- two\n\n" +
		"| name | | says |\n| --- | --- | --- |\n| `a` | b | c |\n\n```sql\n-- **kept**\n```\n\n    also `kept`\n"
	const want = "Some bold, weak, *code* and a link\n(https://github.com/perlheap/perlheap/blob/main/x/y.md#z).\n\n- one more\n\n- two\n\n" +
		"a\n    b\n    says: c\n\n    -- **kept**\n\n    also `kept`\n"
	if got := plainText(markdown, "d/README.md"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// markdownFiles are those of the repository that people read.
func markdownFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch name := d.Name(); {
		case d.IsDir() && (name == "node_modules" || name == ".cache" || name == ".git" || name == ".vscode-test" || name == "out" || name == "dist"):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".md"):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// slug is what GitHub makes of a heading.
func slug(heading string) string {
	kept := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(heading), "")
	return strings.ReplaceAll(kept, " ", "-")
}

func TestLinksOfMarkdown(t *testing.T) {
	fences := regexp.MustCompile("(?ms)^```.*?^```|^    .*?$")
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headings := regexp.MustCompile(`(?m)^#+ (.+)$`)
	for _, file := range markdownFiles(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range links.FindAllStringSubmatch(fences.ReplaceAllString(string(raw), ""), -1) {
			to, fragment, _ := strings.Cut(m[1], "#")
			if strings.Contains(m[1], ":") {
				continue
			}
			at := file
			if to != "" {
				at = filepath.Join(filepath.Dir(file), to)
			}
			info, err := os.Stat(at)
			if err != nil {
				t.Errorf("%s: there is no %s", file, m[1])
				continue
			}
			if fragment == "" || info.IsDir() {
				continue
			}
			text, err := os.ReadFile(at)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, h := range headings.FindAllStringSubmatch(string(text), -1) {
				found = found || slug(strings.ReplaceAll(h[1], "`", "")) == fragment
			}
			if !found {
				t.Errorf("%s: %s has no heading %s", file, at, fragment)
			}
		}
	}
}

// What READMEs show as command lines is there: the commands, and the options
// of each.
func TestCommandsOfMarkdown(t *testing.T) {
	root := newRoot()
	span := regexp.MustCompile("`([^`\n]+)`")
	option := regexp.MustCompile(`(?:^|\s)--([a-z][a-z-]*)`)
	checked := 0
	for _, file := range markdownFiles(t) {
		if strings.Contains(file, "testdata") || strings.HasSuffix(file, "CHANGELOG.md") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for line := range strings.Lines(string(raw)) {
			if strings.HasPrefix(line, "    ") {
				lines = append(lines, line)
				continue
			}
			for _, m := range span.FindAllStringSubmatch(line, -1) {
				lines = append(lines, m[1])
			}
		}
		for _, line := range lines {
			words := strings.Fields(line)
			for len(words) > 0 && (words[0] == "-" || words[0] == "run:") {
				words = words[1:]
			}
			if len(words) < 2 || words[0] != "perlheap" {
				continue
			}
			line, _, _ = strings.Cut(strings.Join(words, " "), " # ")
			line, _, _ = strings.Cut(line, " > ")
			sub := subcommandOf(root, words[1])
			switch {
			case words[1] == "COMMAND" || words[1] == "DUMP" || strings.HasPrefix(words[1], "-") || strings.HasSuffix(words[1], ".pmat"):
				continue
			case sub == nil:
				t.Errorf("%s: there is no command %s: %s", file, words[1], line)
				continue
			case words[1] == "help" && len(words) > 2 && words[2] != "TOPIC" && words[2] != "COMMAND" && subcommandOf(root, words[2]) == nil:
				t.Errorf("%s: help has nothing on %s", file, words[2])
			}
			checked++
			for _, m := range option.FindAllStringSubmatch(line, -1) {
				if sub.Flags().Lookup(m[1]) == nil {
					t.Errorf("%s: %s has no option --%s", file, sub.Name(), m[1])
				}
			}
		}
	}
	if checked < 40 {
		t.Errorf("only %d command lines were found", checked)
	}
}

func TestSizeOfREADME(t *testing.T) {
	info, err := os.Stat(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 10_000 {
		t.Errorf("the README has %d bytes: what is not for every reader goes beside the code", info.Size())
	}
}
