package lsp

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap/capture"
)

// captureName begins the names of the dumps of a process: PROGRAM-PID-.
func captureName(program string, pid int) string {
	word, _, _ := strings.Cut(program, " ")
	word = filepath.Base(word)
	if stem := strings.TrimSuffix(word, filepath.Ext(word)); stem != "" {
		word = stem
	}
	word = strings.Trim(notInNames.ReplaceAllString(word, "-"), "-.")
	if word = word[:min(len(word), 40)]; word == "" {
		word = "perl"
	}
	return fmt.Sprintf("%s-%d-", word, pid)
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9_.]+`)

// maxNumber bounds the numbers of dumps. A file with a larger number is not ours.
const maxNumber = 999_999_999

// claimCapture reserves the path of the next dump of a process until release is
// called: another server may capture the same process. It also returns the path of
// the previous dump, "" if there is none.
func claimCapture(folder, beginning, extension string) (path, before string, release func(), err error) {
	number, before, err := nextCapture(folder, beginning)
	if err != nil {
		return "", "", nil, err
	}
	for ; ; number++ {
		path = filepath.Join(folder, fmt.Sprintf("%s%d%s", beginning, number, extension))
		claim := filepath.Join(folder, "."+filepath.Base(path)+claimExtension)
		f, err := os.OpenFile(claim, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", "", nil, err
		}
		_ = f.Close()
		if _, err := os.Lstat(path); err == nil { // written since the look
			_ = os.Remove(claim)
			continue
		}
		return path, before, func() { _ = os.Remove(claim) }, nil
	}
}

// claimExtension ends the names of the empty files that claim the name of a dump.
// One that a killed server leaves costs a number.
const claimExtension = ".claim"

// nextCapture numbers the next dump of a process in a folder, and finds the one
// before it, "" if there is none. The names of its dumps are the beginning, a
// number, and an extension.
func nextCapture(folder, beginning string) (number int, before string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, "", err
	}
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), beginning)
		digits, extension, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(digits)
		if !ours || err != nil || n < number || n > maxNumber || !isDumpExtension("."+extension) {
			continue
		}
		number, before = n, filepath.Join(folder, e.Name())
	}
	return number + 1, before, nil
}

func isDumpExtension(name string) bool {
	return name == capture.PackNone.Extension() || name == capture.PackGzip.Extension() || name == capture.PackZstd.Extension()
}
