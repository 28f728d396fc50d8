package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"

	"github.com/perlheap/perlheap/heap/suspect"
)

var findings = []suspect.Finding{
	{Rule: "heap-growth", Level: suspect.High, Message: "the heap grew by 50 %"},
	{Rule: "suspect", Kind: suspect.Cycle, Level: suspect.Medium, Place: suspect.Place{File: "lib/A & \x1b[1mB.pm", Line: 7}, Message: "<x>", Fix: "weaken"},
}

func TestCheckJUnit(t *testing.T) {
	for _, found := range [][]suspect.Finding{findings, nil} {
		var b bytes.Buffer
		if err := CheckJUnit(&b, found); err != nil {
			t.Fatal(err)
		}
		var s junitSuite
		if err := xml.Unmarshal(b.Bytes(), &s); err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		if s.Failures != len(found) || s.Tests != len(s.Cases) || s.Tests == 0 {
			t.Errorf("%d findings: %+v", len(found), s)
		}
	}
}

func TestCheckSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := CheckSARIF(&b, findings); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Version string
		Runs    []struct {
			Results []struct {
				RuleID    string `json:"ruleId"`
				Level     string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	r := doc.Runs[0].Results
	if doc.Version != "2.1.0" || len(r) != 2 || len(r[0].Locations) != 0 || r[0].Level != "error" || r[1].Level != "warning" {
		t.Fatalf("%+v", doc)
	}
	if at := r[1].Locations[0].PhysicalLocation; at.ArtifactLocation.URI != "lib/A%20&%20%1B%5B1mB.pm" || at.Region.StartLine != 7 {
		t.Errorf("%+v", at)
	}
	if got := uri("/usr/lib/X.pm"); got != "file:///usr/lib/X.pm" {
		t.Errorf("an absolute file is %s", got)
	}
}
