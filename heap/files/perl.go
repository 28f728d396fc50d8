package files

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// perlFolders are where perl and its tools install modules: of systems and
// their packages, of perlbrew, plenv, asdf, mise, local::lib, Nix and Guix.
// @INC of a dump is not asked: whoever wrote the dump wrote that too.
var perlFolders = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`/usr(?:/local|/pkg)?/(?:lib|lib64|lib32|share|libdata)/perl(?:5|-base)?`,
	`/usr(?:/local)?/(?:lib|lib64)/[^/]+/perl(?:5|-base)?`,
	`/opt/(?:local|homebrew)/lib/perl5`,
	`/opt/perl[^/]*/lib`,
	`/opt/homebrew/Cellar/perl/[^/]+/lib/perl5`,
	`/usr/local/Cellar/perl/[^/]+/lib/perl5`,
	`/(?:System/)?Library/Perl`,
	`/(?:nix|gnu)/store/[^/]+/lib/perl5`,
	`[A-Za-z]:/[Ss]trawberry/perl/(?:lib|site/lib|vendor/lib)`,
}, "|") + `)/`)

// homeFolders are the same below a home folder.
var homeFolders = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`perl5/lib/perl5`,
	`perl5/perlbrew/(?:perls|libs)/[^/]+/lib`,
	`\.plenv/versions/[^/]+/lib`,
	`\.asdf/installs/perl/[^/]+/lib`,
	`\.local/share/mise/installs/perl/[^/]+/lib`,
}, "|") + `)/`)

// perlFolder returns the folder of installed modules that a name without
// symbolic links is in.
func perlFolder(real string) (folder string, ok bool) {
	name := filepath.ToSlash(real)
	if found := perlFolders.FindString(name); found != "" {
		return filepath.FromSlash(strings.TrimSuffix(found, "/")), true
	}
	for _, home := range homes() {
		if Below(home, real) {
			rest := filepath.ToSlash(real[len(home)+1:])
			if found := homeFolders.FindString(rest); found != "" {
				return filepath.Join(home, filepath.FromSlash(found)), true
			}
		}
	}
	for _, dir := range libraries() {
		if Below(dir, real) {
			return dir, true
		}
	}
	return "", false
}

// homes is the home folder of who runs this, without symbolic links.
var homes = sync.OnceValue(func() []string { return realFolders(os.UserHomeDir()) })

// libraries are the folders of modules that the environment of this process
// names.
var libraries = sync.OnceValue(func() []string {
	var all []string
	for _, dir := range filepath.SplitList(os.Getenv("PERL5LIB")) {
		if filepath.IsAbs(dir) {
			all = append(all, realFolders(dir, nil)...)
		}
	}
	for name, below := range map[string]string{"PERLBREW_ROOT": "perls", "PLENV_ROOT": "versions", "PERL_LOCAL_LIB_ROOT": "lib/perl5", "CONDA_PREFIX": "lib/perl5"} {
		if dir := os.Getenv(name); filepath.IsAbs(dir) {
			all = append(all, realFolders(filepath.Join(dir, filepath.FromSlash(below)), nil)...)
		}
	}
	return all
})

func realFolders(dir string, err error) []string {
	if err != nil || forbidden(dir) != nil {
		return nil
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || filepath.Dir(real) == real {
		return nil
	}
	return []string{real}
}
