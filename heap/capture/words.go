package capture

import (
	"fmt"
	"time"

	"github.com/perlheap/perlheap/heap/text"
)

// Text says in a sentence how the capture of a process went: for how long the
// process was stopped, if at all, and what was found.
func (s *ProcessSummary) Text(pid int, running bool) string {
	return fmt.Sprintf("process %d (%s), %s; %s copied, %s", pid, s.Program(), s.StoppedText(running), text.Bytes(s.Copied), s.Counted())
}

// StoppedText says for how long the process was stopped, if at all.
func (s *ProcessSummary) StoppedText(running bool) string {
	if running {
		return "not stopped"
	}
	return "stopped for " + s.Stopped.Round(time.Millisecond).String()
}

// Program says which perl was captured.
func (s *Summary) Program() string { return fmt.Sprintf("perl %s, %s", s.Perl, s.Build) }

// Counted says how many SVs there are, and whether perl counts as many.
func (s *Summary) Counted() string {
	said := text.CountOf(s.SVs, "SV", "SVs")
	if s.Freeing > 0 {
		said += " and " + text.Count(s.Freeing) + " being freed"
	}
	said += ", as many as perl counts"
	if s.SVs+s.Freeing != s.Count {
		said = fmt.Sprintf("%s; perl counts %s", text.CountOf(s.SVs, "SV", "SVs"), text.Count(s.Count))
	}
	if s.Unreadable > 0 {
		said += fmt.Sprintf("; %s that they refer to could not be read", text.CountOf(s.Unreadable, "place", "places"))
	}
	return said
}
