// Package check writes what exceeds the limits of `perlheap check`, for people
// and for continuous integration: as lines of text, as JSON, as JUnit XML and as SARIF.
// The findings come from [diagnose.Check].
package check

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// Report is a set of findings with the limits that they exceed.
type Report struct {
	Found  []diagnose.Finding
	Limits diagnose.Limits
	// Root is the absolute path of the repository's folder, to which code hosts
	// want files to be relative; empty for none.
	Root    string
	Program site.Place // its first line, for findings without a line; may be empty
	Version string     // of perlheap; empty if it is not known
	// Heaps are those of the dumps, oldest first.
	Heaps []*heap.Heap
}

// Write writes findings for a person, one per line.
func Write(w io.Writer, c Report) error {
	for i := range c.Found {
		f := &c.Found[i]
		where := ""
		if f.Place.Line > 0 {
			where = f.Place.String() + ": "
		}
		if _, err := fmt.Fprintf(w, "%s%s%s [%s]\n", where, text.Safe(f.Message), doubt(f), rule(f)); err != nil {
			return err
		}
	}
	return nil
}

// doubt says what is not sure about the line.
func doubt(f *diagnose.Finding) string {
	if text := f.Place.Doubt(); text != "" {
		return "; " + text
	}
	return ""
}

func rule(f *diagnose.Finding) string {
	if f.Suspect == nil {
		return f.Rule
	}
	return f.Rule + ", " + string(f.Level) + ", " + string(f.Suspect.Kind)
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes findings as the XML that continuous integration servers read:
// each finding is a failed test, and each limit that holds a passed one.
func JUnit(w io.Writer, c Report) error {
	s := junitSuite{Name: "perlheap", Failures: len(c.Found)}
	failed := map[string]bool{}
	for i := range c.Found {
		f := &c.Found[i]
		failed[f.Rule] = true
		name := ruleID(f)
		if f.Place.Line > 0 {
			name = name + " at " + f.Place.String()
		}
		s.Cases = append(s.Cases, junitCase{
			Class: "perlheap." + f.Rule, Name: name, File: text.Name(f.Place.File), Line: int(f.Place.Line),
			Failure: &junitFailure{Type: rule(f), Message: text.Safe(f.Message) + doubt(f), Text: text.Safe(f.Fix)},
		})
	}
	for _, limit := range []struct {
		rule string
		set  bool
	}{
		{diagnose.RuleGrowth, c.Limits.Growth >= 0}, {diagnose.RuleClosures, c.Limits.Closures >= 0}, {diagnose.RuleSuspect, c.Limits.FailOn != ""},
	} {
		if limit.set && !failed[limit.rule] {
			s.Cases = append(s.Cases, junitCase{Class: "perlheap." + limit.rule, Name: limit.rule})
		}
	}
	s.Tests = len(s.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
