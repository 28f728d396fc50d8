package editors

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// editor is a program of this system, or of the root folder of another one.
type editor struct {
	path string
	root string // "" for this system
}

// rootScript sees the folders of $2 inside the root $1 too, works in $3, and
// becomes the rest of its arguments. What it mounts ends with its processes.
const rootScript = `
root=$1 folders=$2 dir=$3
shift 3
for folder in /dev /proc $folders; do
    mount --rbind "$folder" "$root$folder" || exit
done
exec chroot "$root" env -C "$dir" "$@"`

// words are the command that runs an editor in a folder that it shares with
// the tests.
func (e editor) words(dir string, arguments ...string) []string {
	if e.root == "" {
		return append([]string{e.path}, arguments...)
	}
	words := append(unshare(), "sh", "-c", rootScript, "sh", e.root, strings.Join(shared(), " "), dir, e.path)
	return append(words, arguments...)
}

// version is what an editor says of itself.
func (e editor) version(t *testing.T) string {
	t.Helper()
	e.share(t)
	words := e.words("/", "--version")
	out, err := exec.CommandContext(t.Context(), words[0], words[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", e.path, err, out)
	}
	return string(out)
}

func unshare() []string {
	words := []string{"unshare", "--mount"}
	if os.Geteuid() != 0 {
		words = append(words, "--map-root-user")
	}
	return words
}

// shared are the folders that the tests and an editor in another root both see,
// under the same name.
func shared() []string {
	folders := []string{scratch}
	for _, dir := range []string{"testdata", "../../testdata/editors"} {
		if path, err := filepath.Abs(dir); err == nil {
			folders = append(folders, path)
		}
	}
	return folders
}

// share makes the places in the root where the shared folders are mounted.
func (e editor) share(t *testing.T) {
	t.Helper()
	if e.root == "" {
		return
	}
	for _, folder := range shared() {
		if err := os.MkdirAll(filepath.Join(e.root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// roots are the root folders that .ci/editors has unpacked.
func roots() []string {
	all, _ := filepath.Glob("../../.cache/editors/*/packages")
	for i, path := range all {
		all[i], _ = filepath.Abs(filepath.Dir(path))
	}
	return all
}

// unshareRoots removes what share has made for the scratch folder.
func unshareRoots() {
	for _, root := range roots() {
		_ = os.Remove(filepath.Join(root, scratch))
	}
}

// canChroot reports whether the roots can be used here.
var canChroot = sync.OnceValue(func() error {
	words := append(unshare(), "chroot", "/", "true")
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

// editorsNamed are all programs of a name: of this system if it has one, and of
// the roots.
func editorsNamed(name string) (all []editor) {
	if path, err := exec.LookPath(name); err == nil {
		all = append(all, editor{path: path})
	}
	for _, root := range roots() {
		if path := "/usr/bin/" + name; canChroot() == nil && exists(filepath.Join(root, path)) {
			all = append(all, editor{path: path, root: root})
		}
	}
	return all
}

// newer is a program that this Debian release does not have, or not so new.
func newer(t *testing.T, name string) editor {
	t.Helper()
	if err := canChroot(); err != nil {
		missing(t, "a root folder for "+name, "util-linux, and run the tests as root: "+err.Error())
	}
	for _, e := range editorsNamed(name) {
		if e.root != "" {
			return e
		}
	}
	missing(t, "a new "+name, "it with .ci/editors")
	return editor{}
}

// here is a program of this system.
func here(path string) editor { return editor{path: path} }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
