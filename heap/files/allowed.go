package files

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// never are the folders that hold no source: reading there asks the system or
// a device for something, and below the last two the names themselves are those
// of other machines, which are connected to.
var never = []string{"/proc", "/sys", "/dev", "/net", "/Network"}

// maxName is how long a name may be, in bytes: that of Linux.
const maxName = 4096

// allowed returns a name without symbolic links, if it may be read, and the
// folder that it must not leave.
func (r *Reader) allowed(name string) (real, folder string, err error) {
	if strings.ContainsRune(name, 0) || len(name) > maxName {
		return "", "", fmt.Errorf("a name of %d bytes: %w: no file has such a name", len(name), ErrRefused)
	}
	if strings.HasPrefix(name, "//") && runtime.GOOS != "windows" {
		return "", "", fmt.Errorf("%s: %w: it is on another machine", name, ErrRefused)
	}
	if !filepath.IsAbs(name) {
		return "", "", fmt.Errorf("%s: %w: its name is not absolute", name, ErrRefused)
	}
	// Looked at as text first: even a stat of some names reaches other machines.
	name = filepath.Clean(name)
	if _, inside := r.inside(name); !inside {
		if err := forbidden(name); err != nil {
			return "", "", fmt.Errorf("%s: %w", name, err)
		}
	}
	if real, err = filepath.EvalSymlinks(name); err != nil {
		return "", "", err
	}
	if folder, inside := r.inside(real); inside {
		return real, folder, nil
	}
	if err := forbidden(real); err != nil {
		return "", "", fmt.Errorf("%s: %w", name, err)
	}
	if folder, ok := perlFolder(real); ok {
		return real, folder, nil
	}
	if r.elsewhere {
		return real, filepath.VolumeName(real) + string(filepath.Separator), nil
	}
	return "", "", fmt.Errorf("%s: %w: it is outside the workspace folders", name, ErrRefused)
}

// inside returns the folder of a person that a clean name is in or of, without
// symbolic links. A folder such as / has not what is below /proc; one that is
// itself below /dev/shm, say, is what the person meant.
func (r *Reader) inside(name string) (folder string, ok bool) {
	for i, real := range r.reals {
		for _, dir := range []string{real, r.folders[i]} {
			if (name == dir || Below(dir, name)) && (forbidden(dir) != nil || forbidden(name) == nil) {
				return real, true
			}
		}
	}
	return "", false
}

// Forbidden says why whatever an absolute name refers to is never read; nil if
// it may be.
func Forbidden(name string) error { return forbidden(filepath.Clean(name)) }

func forbidden(name string) error {
	if strings.HasPrefix(filepath.VolumeName(name), `\\`) {
		return fmt.Errorf("%w: it is on another machine", ErrRefused)
	}
	if runtime.GOOS == "windows" {
		return nil
	}
	for _, dir := range never {
		if name == dir || Below(dir, name) {
			return fmt.Errorf("%w: nothing below %s is", ErrRefused, dir)
		}
	}
	return nil
}

// Below reports whether a clean name is that of something in a clean folder.
func Below(folder, name string) bool {
	folder = strings.TrimSuffix(folder, string(filepath.Separator))
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" { // cases are one
		if len(name) > len(folder) && strings.EqualFold(name[:len(folder)], folder) {
			name = folder + name[len(folder):]
		}
	}
	return len(name) > len(folder) && name[:len(folder)] == folder && os.IsPathSeparator(name[len(folder)])
}

// openBelow opens a file of a folder. No link that came meanwhile leads out.
func openBelow(folder, real string) (*os.File, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close() //nolint:errcheck // it was only read
	rel, err := filepath.Rel(folder, real)
	if err != nil {
		return nil, err
	}
	return root.OpenFile(rel, os.O_RDONLY|dontBlock, 0)
}
