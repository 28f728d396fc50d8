package report

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInChromium opens pages in a browser: it may complain of nothing, ask the
// network for nothing, and every text must stand out from what is behind it, in
// light and dark; the map must be usable with the keyboard.
func TestInChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	missing := ""
	if _, err := os.Stat("testdata/browser/node_modules"); err != nil {
		missing = "playwright-core is not installed: run npm ci --ignore-scripts in heap/report/testdata/browser"
	} else if _, err := exec.LookPath("chromium"); err != nil && os.Getenv("CHROMIUM") == "" {
		missing = "chromium is not installed"
	}
	switch {
	case missing != "" && os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1":
		t.Fatal(missing)
	case missing != "":
		t.Skip(missing)
	}
	for name, in := range map[string]Input{"series": leak(t), "one": input(t, stored(t, "p540-amd64-d050-class"))} {
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, []byte(write(t, in)), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		cmd := exec.CommandContext(t.Context(), "node", "testdata/browser/look.mjs", file)
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			t.Fatalf("%v\n%s", err, errs.Bytes())
		}
		type contrast struct {
			Ratio float64
			Text  string
		}
		var seen struct {
			Complaints, Requests []string
			Schemes              map[string]struct {
				Background, Other, Part, Row string
				Contrast, OtherContrast      contrast
				RowSeen                      bool
				CutOnPaper                   []string
				Wider, WiderOnPhone          int
			}
		}
		if err := json.Unmarshal(out.Bytes(), &seen); err != nil {
			t.Fatal(err)
		}
		if len(seen.Complaints) > 0 || len(seen.Requests) > 0 {
			t.Errorf("%s: the browser complains of %q, the page asks for %q", name, seen.Complaints, seen.Requests)
		}
		light, dark := seen.Schemes["light"], seen.Schemes["dark"]
		if light.Background == dark.Background || light.Other != dark.Background || dark.Other != light.Background {
			t.Errorf("%s: the backgrounds are %s and %s, the other way round %s and %s", name, light.Background, dark.Background, light.Other, dark.Other)
		}
		for scheme, s := range seen.Schemes {
			for _, c := range []contrast{s.Contrast, s.OtherContrast} {
				if c.Ratio < 4.5 {
					t.Errorf("%s, %s: %q has a contrast of %.1f", name, scheme, c.Text, c.Ratio)
				}
			}
			part, _, _ := strings.Cut(s.Part, ",")
			if part == "" || !strings.HasPrefix(s.Row, part+"\t") || !s.RowSeen {
				t.Errorf("%s, %s: the key on part %q leads to row %q, seen: %t", name, scheme, s.Part, s.Row, s.RowSeen)
			}
			if len(s.CutOnPaper) > 0 {
				t.Errorf("%s, %s: on A4 %q are cut", name, scheme, s.CutOnPaper)
			}
			if s.Wider > 0 || s.WiderOnPhone > 0 {
				t.Errorf("%s, %s: the page is %d pixels wider than the window, %d on a phone", name, scheme, s.Wider, s.WiderOnPhone)
			}
		}
	}
}
