package files

import (
	"path"
	"regexp"
	"strconv"
	"strings"
)

// recordedPath is a file name as perl recorded it, in the one form that the
// resolver compares: slashes, no "." and "..", a drive letter in upper case.
type recordedPath struct {
	raw      string // as recorded
	clean    string
	absolute bool
	windows  bool // of a perl on Windows: its case does not matter
}

// pseudo are the names of texts that no file holds: string evals (also with
// the debugger's "[file:line]" behind), -e, standard input, generated code, what
// SelfLoader has read of a __DATA__.
var pseudo = regexp.MustCompile(`^(?:\(.*\)(?:\[.*\])?|-e|-E|-||.*\(unknown origin\)|exportable function '.*'|compiled (?:check|coercion) '.*'|sub \w+(?:::\w+)+)$`)

var selfLoaded = regexp.MustCompile(`^sub (\w+(?:::\w+)+)$`)

// SelfLoaded returns the name of the sub that SelfLoader has read of the __DATA__
// of a module, and given to perl as a text of its own.
func SelfLoaded(recorded string) (sub string, ok bool) {
	m := selfLoaded.FindStringSubmatch(recorded)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// textless are the names of Mojolicious's templates that are in no file of their
// own.
var textless = regexp.MustCompile(`^(?:template .* from DATA section|inline template [0-9a-f]{32})$`)

// TextlessTemplate reports whether perl recorded the name of a template that
// has no file of its own: it was given as a string, or follows __DATA__.
func TextlessTemplate(recorded string) bool { return textless.MatchString(recorded) }

// hooked begins the name of a module that an object or a sub in @INC has given
// perl, as in a fatpacked script.
var hooked = regexp.MustCompile(`^/loader/0x[0-9a-f]+/`)

// Hooked reports whether perl got a module from an object or a sub in @INC.
// There may be a file of it all the same.
func Hooked(recorded string) bool { return hooked.MatchString(recorded) }

// NoFile reports whether perl recorded the name of a text that is not a file,
// such as "(eval 7)" or "-e", or the name that Moose and Type::Tiny give to the
// methods that they generate.
func NoFile(recorded string) bool {
	if pseudo.MatchString(recorded) || TextlessTemplate(recorded) {
		return true
	}
	_, _, ok := DefinedAt(recorded)
	return ok
}

var definedAt = regexp.MustCompile(`^[^/\\]* \((?:defined at|attribute declared in) (.+?)(?: at)? line ([0-9]+)\)$`)

// DefinedAt returns the place that Moose puts into the names of the methods
// that it generates: "accessor My::App::url (defined at lib/My/App.pm line 12)"
// is made by the `has` that ends on this line. For a delegation, the name says
// "attribute declared in lib/My/App.pm at line 12".
func DefinedAt(recorded string) (file string, line int, ok bool) {
	m := definedAt.FindStringSubmatch(recorded)
	if m == nil {
		return "", 0, false
	}
	n, err := strconv.ParseInt(m[2], 10, 32)
	if err != nil || n == 0 {
		return "", 0, false
	}
	return m[1], int(n), true
}

func newRecordedPath(raw string, windows bool) recordedPath {
	p := recordedPath{raw: raw}
	s := raw
	drive := hasDrive(s)
	if drive || strings.HasPrefix(s, `\\`) || windows && strings.Contains(s, `\`) || strings.Contains(s, `\`) && !strings.Contains(s, "/") {
		p.windows = true
		s = strings.ReplaceAll(s, `\`, "/")
	}
	if drive {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	unc := strings.HasPrefix(s, "//") && p.windows
	p.absolute = strings.HasPrefix(s, "/") || drive && len(s) > 2 && s[2] == '/'
	p.clean = path.Clean(s)
	if unc {
		p.clean = "/" + p.clean
	}
	return p
}

// hasDrive reports whether a name begins with a drive letter, as in C:\x.
func hasDrive(s string) bool {
	return len(s) >= 3 && s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' && s[1] == ':' && (s[2] == '/' || s[2] == '\\')
}

// join puts a relative name below dir.
func join(dir, name string) string { return path.Clean(dir + "/" + name) }

// below returns what is left of a clean name below a clean folder.
func below(name, dir string, fold bool) (string, bool) {
	dir = strings.TrimSuffix(dir, "/")
	if len(name) <= len(dir)+1 || name[len(dir)] != '/' {
		return "", false
	}
	if head := name[:len(dir)]; head != dir && !(fold && strings.EqualFold(head, dir)) {
		return "", false
	}
	return name[len(dir)+1:], true
}

// commonSuffix counts the path components that two clean names share at their
// ends.
func commonSuffix(a, b string, fold bool) int {
	n := 0
	for {
		i, j := strings.LastIndexByte(a, '/'), strings.LastIndexByte(b, '/')
		x, y := a[i+1:], b[j+1:]
		if x != y && !(fold && strings.EqualFold(x, y)) || x == "" {
			return n
		}
		n++
		if i < 0 || j < 0 {
			return n
		}
		a, b = a[:i], b[:j]
	}
}

// libraryRoot finds the folder of modules in a name by the layouts that perl's
// tools use, and returns what is below it: Foo/Bar.pm of
// /build/blib/lib/Foo/Bar.pm. The first pattern that fits is the innermost.
var libraryRoots = regexp.MustCompile(`^(?:.*/)?(?:blib/(?:lib|arch)|local/lib/perl5|lib/perl5|lib/perl|share/perl5|share/perl|lib/[^/]+/perl5?|site_perl|vendor_perl|perl/site/lib|perl/vendor/lib|site/lib|vendor/lib|inc|lib)/(.+)$`)

// versionDirs are the folders of versions and machines below a library root.
var versionDirs = regexp.MustCompile(`^(?:(?:v?5[._][0-9._]+|[^/]*(?:linux|darwin|bsd|solaris|MSWin|cygwin|aarch64|x86_64|i[3-6]86)[^/]*|auto)/)+`)

func moduleName(clean string) (string, bool) {
	m := libraryRoots.FindStringSubmatch(clean)
	if m == nil {
		return "", false
	}
	name := versionDirs.ReplaceAllString(m[1], "")
	return name, name != ""
}
