package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A release for the jobs of continuous integration to download: the program of the
// tests in an archive for this machine, and in one that is said to be for Windows.
func releasedHere(t *testing.T, version string) (from string) {
	t.Helper()
	folder := t.TempDir()
	name := "perlheap-" + version + "-linux-" + runtime.GOARCH
	at := filepath.Join(folder, "v"+version)
	for _, dir := range []string{at, filepath.Join(folder, name)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(program(t), filepath.Join(folder, name, "perlheap")); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(at, name+".tar.gz")
	if out, err := exec.Command("tar", "-C", folder, "-czf", archive, name).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	zipped := strings.Replace(name, "linux", "windows", 1)
	writeZip(t, filepath.Join(at, zipped+".zip"), zipped+"/perlheap", "#!/bin/sh\nexec '"+program(t)+"' \"$@\"\n")
	sums := fmt.Sprintf("%064d  perlheap.deb\n", 0)
	for _, path := range []string{archive, filepath.Join(at, zipped+".zip")} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256(content), filepath.Base(path))
	}
	writeTree(t, at, map[string]string{"SHA256SUMS": sums})
	return "file://" + folder
}

// writeZip writes an archive of one program.
func writeZip(t *testing.T, path, name, content string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	header := &zip.FileHeader{Name: name}
	header.SetMode(0o700)
	w, err := z.CreateHeader(header)
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err = errors.Join(err, z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// checkable makes a folder with dumps of a program that leaks.
func checkable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "the dumps"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 3; i++ {
		dump, err := filepath.Abs(dumpPath(fmt.Sprintf("p536-amd64-d046-leak.%d", i)))
		if err == nil {
			err = os.Symlink(dump, filepath.Join(dir, "the dumps", filepath.Base(dump)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestActionOfGitHub runs the steps of the action as the runner would.
func TestActionOfGitHub(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges dumps several times")
	}
	requireTool(t, "curl", "curl", "--version")
	requireTool(t, "unzip", "unzip", "-v")
	const folder = "../../.github/actions/check"
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				ID, Shell, Run, Uses, If string
				Env, With                map[string]string
			}
		}
	}
	readYAML(t, filepath.Join(folder, "action.yml"), &action)
	if got := action.Inputs["version"].Default; got != newestVersion(t) {
		t.Errorf("the action downloads %s, and the changelog's newest is %s", got, newestVersion(t))
	}
	from := releasedHere(t, newestVersion(t))
	at, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		inputs map[string]string
		status string
		says   string
		fails  bool // before anything is judged
	}{
		{"on Windows", map[string]string{"dumps": "the dumps/p536-amd64-d046-leak.1.pmat.gz", "fail-on": "none"}, "0", "perlheap ", false},
		{"a leak", map[string]string{"dumps": "the dumps/*.pmat.gz\n", "fail-on": "medium", "junit": "junit.xml"}, "1", "lib/Leaky/App.pm line 122: ", false},
		{"no leak", map[string]string{"dumps": "the dumps/p536-amd64-d046-leak.1.pmat.gz", "fail-on": "none"}, "0", "perlheap ", false},
		{"a limit", map[string]string{"dumps": "the dumps/*", "fail-on": "none", "max-growth": "1"}, "1", "the heap grew by", false},
		{"no dumps", map[string]string{"dumps": "dumps/*.pmat"}, "2", "no such file", false},
		{"no script", map[string]string{"dumps": "--root=/\n$(touch owned)\n;touch owned"}, "2", "no such file", false},
		{"another archive", map[string]string{"dumps": "the dumps/*", "from": from + "/wrong"}, "", "is not what SHA256SUMS says", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := checkable(t)
			output := filepath.Join(dir, "output")
			input := func(value string) string { // as ${{ inputs.NAME }} gives it
				name, ok := strings.CutPrefix(strings.TrimSuffix(value, " }}"), "${{ inputs.")
				if !ok {
					return value
				}
				if given, ok := c.inputs[name]; ok {
					return given
				}
				if name == "from" {
					return from
				}
				return action.Inputs[name].Default
			}
			step := action.Runs.Steps[0]
			cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
			cmd.Dir = dir
			cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + dir, asPerlheap + "=1", "GITHUB_ACTION_PATH=" + at, "GITHUB_OUTPUT=" + output,
				"RUNNER_OS=Linux", "RUNNER_ARCH=" + map[string]string{"amd64": "X64", "arm64": "ARM64"}[runtime.GOARCH], "RUNNER_TEMP=" + t.TempDir()}
			for name, value := range step.Env {
				cmd.Env = append(cmd.Env, name+"="+input(value))
			}
			if c.name == "on Windows" {
				bin := t.TempDir()
				cygpath := "#!/bin/sh\n[ \"$*\" = '-u D:\\a\\_temp' ] && echo '" + t.TempDir() + "'\n"
				if err := os.WriteFile(filepath.Join(bin, "cygpath"), []byte(cygpath), 0o700); err != nil {
					t.Fatal(err)
				}
				cmd.Env = append(cmd.Env, "PATH="+bin+":/usr/bin:/bin", "RUNNER_OS=Windows", `RUNNER_TEMP=D:\a\_temp`)
			}
			if strings.HasSuffix(c.inputs["from"], "wrong") {
				damage(t, strings.TrimPrefix(from, "file://"))
			}
			said, err := cmd.CombinedOutput()
			if (err != nil) != c.fails || !strings.Contains(string(said), c.says) {
				t.Errorf("%v: it says %s", err, said)
			}
			if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
				t.Error("an input was run")
			}
			got, _ := os.ReadFile(output)
			if want := map[bool]string{false: "status=" + c.status + "\n"}[c.fails]; string(got) != want {
				t.Errorf("the outputs are %q, want %q", got, want)
			}
			sarif, err := os.ReadFile(filepath.Join(dir, "perlheap.sarif"))
			if judged := c.status == "0" || c.status == "1"; judged != json.Valid(sarif) || judged != (err == nil) {
				t.Errorf("the SARIF is %s, %v", sarif, err)
			}
			if c.inputs["junit"] != "" {
				checkJUnit(t, filepath.Join(dir, c.inputs["junit"]))
			}
		})
	}
	last := action.Runs.Steps[len(action.Runs.Steps)-1]
	for _, status := range []string{"0", "1", "2"} {
		cmd := exec.CommandContext(t.Context(), "bash", "-c", last.Run)
		cmd.Env = []string{"STATUS=" + status}
		if err := cmd.Run(); (err == nil) != (status == "0") || err != nil && fmt.Sprint(cmd.ProcessState.ExitCode()) != status {
			t.Errorf("status %s ends with %v", status, err)
		}
	}
}

// damage puts another archive in place of one that has a checksum.
func damage(t *testing.T, folder string) {
	t.Helper()
	archives := matching(t, folder, "v*", "*.tar.gz")
	wrong := filepath.Join(folder, "wrong", filepath.Base(filepath.Dir(archives[0])))
	if err := os.MkdirAll(wrong, 0o700); err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(filepath.Dir(archives[0]), "SHA256SUMS"))
	if err == nil {
		err = os.WriteFile(filepath.Join(wrong, "SHA256SUMS"), sums, 0o600)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(wrong, filepath.Base(archives[0])), []byte("another"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func checkJUnit(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	var suites struct {
		XMLName xml.Name
		Suites  []struct {
			Failures int `xml:"failures,attr"`
		} `xml:"testsuite"`
		Failures int `xml:"failures,attr"`
	}
	raw, err := io.ReadAll(f)
	if err == nil {
		err = xml.Unmarshal(raw, &suites)
	}
	failures := suites.Failures
	for _, s := range suites.Suites {
		failures += s.Failures
	}
	if err != nil || failures == 0 {
		t.Errorf("JUnit has %d failures, %v:\n%s", failures, err, raw)
	}
}

// TestJobOfGitLab runs the job as a runner would: all its lines in one shell.
func TestJobOfGitLab(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges dumps several times")
	}
	requireTool(t, "curl", "curl", "--version")
	var jobs map[string]struct {
		Variables    map[string]string
		BeforeScript []string `yaml:"before_script"`
		Script       []string
		Artifacts    struct {
			Reports struct {
				JUnit string `yaml:"junit"`
			}
		}
	}
	readYAML(t, "../../.github/gitlab/check.yml", &jobs)
	job := jobs[".perlheap-check"]
	if got := job.Variables["PERLHEAP_VERSION"]; got != newestVersion(t) {
		t.Errorf("the job downloads %s, and the changelog's newest is %s", got, newestVersion(t))
	}
	from := releasedHere(t, newestVersion(t))
	for _, c := range []struct{ dumps, options, status string }{
		{"dumps/*", "--root . --fail-on medium", "exit status 1"},
		{"dumps/*", "--root . --fail-on none", "<nil>"},
		{"nothing/*", "--root .", "exit status 2"},
	} {
		dir := checkable(t)
		if err := os.Rename(filepath.Join(dir, "the dumps"), filepath.Join(dir, "dumps")); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), "sh", "-ec", strings.Join(append(job.BeforeScript, job.Script...), "\n"))
		cmd.Dir = dir
		cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + dir, asPerlheap + "=1"}
		for name, value := range job.Variables {
			cmd.Env = append(cmd.Env, name+"="+map[string]string{"PERLHEAP_FROM": from, "PERLHEAP_DUMPS": c.dumps, "PERLHEAP_OPTIONS": c.options, "PERLHEAP_VERSION": value}[name])
		}
		said, err := cmd.CombinedOutput()
		if fmt.Sprint(err) != c.status {
			t.Errorf("%+v ends with %v: %s", c, err, said)
		}
		junit := filepath.Join(dir, job.Artifacts.Reports.JUnit)
		if c.status == "exit status 1" {
			checkJUnit(t, junit)
		}
		if _, err := os.Stat(junit); c.status == "exit status 2" && err == nil {
			t.Errorf("%+v: nothing was judged, and there is a report", c)
		}
	}
}
