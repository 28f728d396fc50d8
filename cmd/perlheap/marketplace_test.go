package main

import (
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// categories are those of the Marketplace that may fit.
var categories = []string{"Debuggers", "Programming Languages", "Testing", "Other"}

// TestMarketplace: the extension has what the Marketplace and Open VSX ask for.
func TestMarketplace(t *testing.T) {
	const folder = "../../vscode-extension"
	raw, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Name, DisplayName, Description, Version, Publisher, License, Icon string
		Repository                                                        struct{ URL string }
		Bugs                                                              struct{ URL string }
		Engines                                                           struct{ VSCode string }
		Categories, Keywords                                              []string
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for what, value := range map[string]string{
		"name": m.Name, "displayName": m.DisplayName, "description": m.Description, "publisher": m.Publisher, "license": m.License,
		"repository": m.Repository.URL, "bugs": m.Bugs.URL, "engines.vscode": m.Engines.VSCode,
	} {
		if value == "" {
			t.Errorf("package.json has no %s", what)
		}
	}
	if m.Version != newestVersion(t) {
		t.Errorf("the extension has version %s, the changelog's newest is %s", m.Version, newestVersion(t))
	}
	if n := len(m.Keywords); n == 0 || n > 30 {
		t.Errorf("there are %d keywords; the Marketplace takes 30", n)
	}
	for _, c := range m.Categories {
		if !slices.Contains(categories, c) {
			t.Errorf("there is no category %s", c)
		}
	}
	icon, err := os.Open(filepath.Join(folder, m.Icon))
	if err != nil {
		t.Fatal(err)
	}
	defer icon.Close() //nolint:errcheck // only read
	if size, err := png.DecodeConfig(icon); err != nil || size.Width < 128 || size.Height != size.Width {
		t.Errorf("the icon is %d by %d, %v", size.Width, size.Height, err)
	}
	readme, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	// Relative links become ones of the repository: TestLinksOfMarkdown looks for
	// what they name.
	if found := regexp.MustCompile(`(?i)\]\([^)]*\.svg\)|<svg|<img[^>]*\.svg|\]\(http:`).Find(readme); found != nil {
		t.Errorf("the README has %s", found)
	}
	for _, file := range []string{"LICENSE", "../.github/CHANGELOG.md"} {
		if _, err := os.Stat(filepath.Join(folder, file)); err != nil {
			t.Error(err)
		}
	}
}

// newestVersion is that of the changelog.
func newestVersion(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../.github/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "\n## ")
	version, _, _ := strings.Cut(rest, "\n")
	return version
}
