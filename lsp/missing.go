package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

const (
	// shownMissing is how many files a message names; the log has more.
	shownMissing = 3
	// loggedMissing is how many files the log has.
	loggedMissing = 1000
	// shownCandidates is how many files a message says that one may be.
	shownCandidates = 2
)

// listMissing reports that the revision was not found, and, once, which files that
// the shown dump names were not found and how to say where they are. Files of
// installed modules are not expected here, and files from which little is alive are
// not missed: they are only logged.
func (s *Server) listMissing(ctx context.Context) {
	v, release, err := s.shown()
	defer release()
	if err != nil || !v.Complete {
		return // there will be more
	}
	all := v.Missing()
	lenses := v.Settings.CodeLens
	var expected []session.Missing
	news, logged := false, false
	for _, m := range all {
		logged = logged || !s.listed[m.File]
		if m.Expected() {
			expected = append(expected, m)
			news = news || !s.listed[m.File] && m.Notable(lenses)
		}
		s.listed[m.File] = true
	}
	trouble := ""
	if err := v.Trouble(); err != nil {
		trouble = err.Error()
	}
	if trouble != "" && trouble != s.trouble {
		s.tell(protocol.MessageTypeWarning, trouble)
	}
	s.trouble = trouble
	if logged {
		s.sent("window/logMessage", s.client.LogMessage(ctx, &protocol.LogMessageParams{Type: protocol.MessageTypeInfo, Message: s.missingList(all)}))
	}
	if news {
		text := missingText(expected, s.couldBe)
		if s.caps.status {
			s.sent(missingMethod, s.conn.Notify(ctx, missingMethod, wire.MissingSources{Text: text + "."}))
			return
		}
		s.tell(protocol.MessageTypeInfo, text+". "+s.sayWhere(expected))
	}
}

// missingMethod is a notification to clients that take statusMethod, in place of a
// message: they can ask for a folder, and make settings of what perlheap.mapSources
// answers.
const missingMethod = "perlheap/missing"

// missingText is the message about files that were not found.
func missingText(all []session.Missing, couldBe func(session.Missing, int) string) string {
	closures := 0
	for _, m := range all {
		closures += m.Closures
	}
	n := len(all)
	found := "not found in the workspace"
	if slices.ContainsFunc(all, func(m session.Missing) bool { return m.Reason != nil }) {
		found = "not found in the workspace, or not read"
	}
	text := fmt.Sprintf("%s named in the dump %s %s", words.CountOf(n, "file", "files"), words.Plural(n, "was", "were"), found)
	if closures > 0 {
		text += " (" + words.CountOf(closures, "closure", "closures") + " alive)"
	}
	var names []string
	for _, m := range all[:min(n, shownMissing)] {
		names = append(names, words.Name(m.File)+because(m)+couldBe(m, shownCandidates))
	}
	text += ": " + strings.Join(names, ", ")
	if n > shownMissing {
		text += ", …"
	}
	return text
}

// sayWhere tells which setting says where files are.
func (s *Server) sayWhere(all []session.Missing) string {
	const text = "Say where they are in perlheap.pathMappings"
	for _, m := range all {
		if example, ok := s.mapping(m); ok {
			return text + ", such as " + example
		}
	}
	return text + ", with a folder for the beginning of their names"
}

// missingList is the entry of the log: every file, and all that it may be.
func (s *Server) missingList(all []session.Missing) string {
	var b strings.Builder
	b.WriteString("Files named in the dump that were not found, or not read:")
	for _, m := range all[:min(len(all), loggedMissing)] {
		fmt.Fprintf(&b, "\n%s%s%s: %s closures alive, %s", words.Name(m.File), because(m), s.couldBe(m, len(m.Candidates)), words.Count(m.Closures), words.Bytes(m.Bytes))
	}
	if more := len(all) - loggedMissing; more > 0 {
		fmt.Fprintf(&b, "\nand %s more", words.Count(more))
	}
	return b.String()
}

// because says why a file was not read.
func because(m session.Missing) string {
	if m.Reason == nil {
		return ""
	}
	return " (" + words.Safe(strings.TrimPrefix(m.Reason.Error(), m.File+": ")) + ")"
}

// couldBe lists the files that a recorded file may be.
func (s *Server) couldBe(m session.Missing, limit int) string {
	if len(m.Candidates) == 0 {
		return ""
	}
	var names []string
	for _, path := range m.Candidates[:min(limit, len(m.Candidates))] {
		names = append(names, words.Safe(filepath.ToSlash(s.display(path))))
	}
	text := " (could be " + strings.Join(names, " or ")
	if more := len(m.Candidates) - len(names); more > 0 {
		text += fmt.Sprintf(" or %s more", words.Count(more))
	}
	return text + ")"
}

// mapping is the entry of perlheap.pathMappings that would find a file, as one
// writes it.
func (s *Server) mapping(m session.Missing) (entry string, ok bool) {
	for _, path := range m.Candidates {
		prefix, folder, ok := m.Mapping(path, "")
		if !ok {
			continue
		}
		folder = filepath.ToSlash(s.display(folder))
		raw, err := json.Marshal(map[string]string{words.Safe(prefix): folder})
		return string(raw), err == nil
	}
	return "", false
}
