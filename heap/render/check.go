package render

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"

	"github.com/perlheap/perlheap/heap/suspect"
)

// Check writes findings for a person, a line each.
func Check(w io.Writer, found []suspect.Finding) error {
	for _, f := range found {
		where := ""
		if f.Place.Line > 0 {
			where = fmt.Sprintf("%s line %d: ", Safe(f.Place.File), f.Place.Line)
		}
		if _, err := fmt.Fprintf(w, "%s%s [%s]\n", where, Safe(f.Message), rule(f)); err != nil {
			return err
		}
	}
	return nil
}

func rule(f suspect.Finding) string {
	if f.Kind == "" {
		return f.Rule
	}
	return f.Rule + ", " + string(f.Level) + ", " + string(f.Kind)
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
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

// CheckJUnit writes findings as the XML that continuous integration servers
// read: a failed test each, or one that passed if there is none.
func CheckJUnit(w io.Writer, found []suspect.Finding) error {
	s := junitSuite{Name: "perlheap", Tests: max(1, len(found)), Failures: len(found)}
	for _, f := range found {
		name := f.Rule
		if f.Place.Line > 0 {
			name = fmt.Sprintf("%s %s line %d", f.Rule, Safe(f.Place.File), f.Place.Line)
		}
		s.Cases = append(s.Cases, junitCase{
			Class: "perlheap." + f.Rule, Name: name, File: Safe(f.Place.File), Line: f.Place.Line,
			Failure: &junitFailure{Type: rule(f), Message: Safe(f.Message), Text: Safe(f.Fix)},
		})
	}
	if len(found) == 0 {
		s.Cases = []junitCase{{Class: "perlheap", Name: "heap"}}
	}
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

// CheckSARIF writes findings as SARIF 2.1.0 (OASIS), which code hosts show on
// the lines. Files are relative to the root that they are below.
func CheckSARIF(w io.Writer, found []suspect.Finding) error {
	type object = map[string]any
	results := []object{}
	for _, f := range found {
		message := Safe(f.Message)
		if f.Fix != "" {
			message += ". Cure: " + Safe(f.Fix)
		}
		r := object{"ruleId": f.Rule, "level": sarifLevel(f.Level), "message": object{"text": message}}
		if f.Place.Line > 0 {
			r["locations"] = []object{{"physicalLocation": object{
				"artifactLocation": object{"uri": uri(f.Place.File)},
				"region":           object{"startLine": f.Place.Line},
			}}}
		}
		results = append(results, r)
	}
	rules := []object{
		{"id": "heap-growth", "shortDescription": object{"text": "The heap grew by more than the limit"}},
		{"id": "closures", "shortDescription": object{"text": "More closures of a line are alive than the limit"}},
		{"id": "suspect", "shortDescription": object{"text": "The heap probably grows by this line"}},
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs":    []object{{"tool": object{"driver": object{"name": "perlheap", "rules": rules}}, "results": results}},
	})
}

// uri writes a file name as SARIF wants it: relative, or with the scheme file.
func uri(file string) string {
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}

func sarifLevel(l suspect.Level) string {
	switch l {
	case suspect.High:
		return "error"
	case suspect.Medium:
		return "warning"
	}
	return "note"
}
