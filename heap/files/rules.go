package files

import (
	"path"
	"sort"
	"strings"
)

// mapped applies the rules of the user.
func (r *Resolver) mapped(p recordedPath, full string) (Resolution, bool) {
	for _, m := range r.rules {
		for _, name := range []string{full, p.clean} {
			rest, ok := below(name, m.Prefix, p.windows || r.fold)
			if !ok {
				continue
			}
			if file, ok := r.file(join(m.Folder, rest)); ok {
				return Resolution{Path: file, How: Mapped}, true
			}
		}
	}
	return Resolution{}, false
}

// exact takes the very file. A copy below blib stands for its source.
func (r *Resolver) exact(p recordedPath, full string) (Resolution, bool) {
	for _, name := range []string{p.raw, full} {
		if newRecordedPath(name, r.windows).absolute && (name == full || r.c.Separator == '/' && !p.windows) {
			file, ok := r.file(name)
			if !ok {
				continue
			}
			if source, ok := r.unbuilt(file); ok {
				return Resolution{Path: source, How: Layout}, true
			}
			return Resolution{Path: file, How: Exact}, true
		}
	}
	return Resolution{}, false
}

// unbuilt returns lib/Foo.pm for blib/lib/Foo.pm, which make copies.
func (r *Resolver) unbuilt(file string) (string, bool) {
	for _, copied := range []string{"/blib/lib/", "/blib/arch/"} {
		if i := strings.LastIndex(file, copied); i >= 0 {
			if source, ok := r.file(file[:i] + "/lib/" + file[i+len(copied):]); ok {
				return source, true
			}
		}
	}
	if i := strings.LastIndex(file, "/blib/script/"); i >= 0 {
		for _, dir := range []string{"/bin/", "/script/", "/scripts/", "/"} {
			if source, ok := r.file(file[:i] + dir + file[i+len("/blib/script/"):]); ok {
				return source, true
			}
		}
	}
	return "", false
}

// relative takes the name below the working directory of the process for one
// below a folder of the workspace: /app/lib/Foo.pm of a container.
func (r *Resolver) relative(p recordedPath, full string) (Resolution, bool) {
	rest := ""
	if !p.absolute {
		rest = p.clean
	} else if below, ok := below(full, r.pwd, p.windows || r.fold); ok && r.pwd != "" && r.pwd != "/" {
		rest = below
	}
	if rest == "" || strings.HasPrefix(rest, "../") {
		return Resolution{}, false
	}
	var found []string
	for _, dir := range r.folders {
		if file, ok := r.file(join(dir, rest)); ok {
			if source, ok := r.unbuilt(file); ok {
				file = source
			}
			found = append(found, file)
		}
	}
	return choose(found, Relative)
}

// included finds the name of the module by %INC and @INC of the process, and
// the file of the workspace with this name.
func (r *Resolver) included(p recordedPath, full string) (Resolution, bool) {
	if module, ok := r.module(full, p); ok {
		return r.moduleFile(module, full, p, Included)
	}
	return Resolution{}, false
}

func (r *Resolver) module(full string, p recordedPath) (string, bool) {
	if key, ok := r.incOf[full]; ok {
		// `do "./x.pl"` and `require "/a/b.pl"` have keys that are no module.
		if !strings.HasPrefix(key, "/") && !strings.HasPrefix(key, ".") && !hasDrive(key) && strings.HasSuffix(full, "/"+key) {
			return key, true
		}
	}
	for _, dir := range r.incDirs {
		if rest, ok := below(full, dir, p.windows || r.fold); ok {
			return rest, true
		}
	}
	return "", false
}

// layout is included for processes whose @INC is not known.
func (r *Resolver) layout(p recordedPath, full string) (Resolution, bool) {
	if module, ok := moduleName(full); ok {
		return r.moduleFile(module, full, p, Layout)
	}
	return Resolution{}, false
}

// moduleFile finds the file of the workspace that ends with the whole name of
// a module.
func (r *Resolver) moduleFile(module, full string, p recordedPath, how How) (Resolution, bool) {
	depth := strings.Count(module, "/") + 1
	var found []string
	best := 0
	for _, file := range r.base(path.Base(module)) {
		n := commonSuffix(file, full, p.windows || r.fold)
		if n < depth || n < best || depth == 1 && !topModule(file, r.folders) {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, file)
	}
	return choose(r.preferWhole(preferSource(found, full), full, p.windows || r.fold), how)
}

// topModule reports whether a file is directly in a folder of modules, so that
// its base name is its whole name.
func topModule(file string, folders []string) bool {
	dir := path.Dir(file)
	for _, f := range folders {
		if dir == f {
			return true
		}
	}
	name, ok := moduleName(file)
	return ok && !strings.Contains(name, "/")
}

// suffix takes the file of the workspace that shares most components at the
// end. The base name alone is enough only for a script, of which there is one.
func (r *Resolver) suffix(p recordedPath, full string) (Resolution, bool) {
	var found []string
	best := 1
	module := strings.HasSuffix(full, ".pm") && strings.Contains(strings.Trim(p.clean, "/"), "/")
	if module {
		best = 2
		if _, ok := r.module(full, p); ok {
			return Resolution{}, false // its whole name is known, and is not here
		}
	}
	for _, file := range r.base(path.Base(full)) {
		n := commonSuffix(file, full, p.windows || r.fold)
		if n < best {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, file)
	}
	return choose(r.preferWhole(preferSource(found, full), full, p.windows || r.fold), Suffix)
}

// displaces reports whether a file of the workspace is taken although there is one
// of the recorded name elsewhere, which may be that of another installation: it must
// be the same module, or a script in a folder of the same name.
func (r *Resolver) displaces(res Resolution, p recordedPath, full string) bool {
	if res.Path == "" {
		return false // several fit
	}
	if res.How == Relative {
		return true
	}
	fold := p.windows || r.fold
	common := commonSuffix(res.Path, full, fold)
	module, ok := r.module(full, p)
	if !ok {
		if module, ok = moduleName(full); !ok {
			return common > 1
		}
	}
	if strings.Count(module, "/") >= common {
		return false
	}
	for _, dir := range r.folders {
		rest, ok := below(res.Path, dir, r.fold)
		if ok && strings.Count(rest, "/") == strings.Count(module, "/") {
			return true
		}
	}
	whole, ok := moduleName(res.Path)
	return ok && strings.Count(whole, "/") == strings.Count(module, "/")
}

// choose takes the only file, or reports that several fit.
func choose(found []string, how How) (Resolution, bool) {
	switch len(found) {
	case 0:
		return Resolution{}, false
	case 1:
		return Resolution{Path: found[0], How: how}, true
	}
	sort.Strings(found)
	return Resolution{How: Ambiguous, Candidates: found}, true
}

// preferWhole takes, of files that tie, the one whose whole name below its
// folder is the end of the recorded name: lib/Foo.pm rather than t/lib/Foo.pm.
func (r *Resolver) preferWhole(found []string, full string, fold bool) []string {
	if len(found) < 2 {
		return found
	}
	var whole []string
	for _, file := range found {
		for _, dir := range r.folders {
			rest, ok := below(file, dir, r.fold)
			if ok && commonSuffix(rest, full, fold) == strings.Count(rest, "/")+1 {
				whole = append(whole, file)
				break
			}
		}
	}
	if len(whole) == 1 {
		return whole
	}
	return found
}

// preferSource leaves out copies that make and carton keep beside the source,
// unless all are.
func preferSource(found []string, full string) []string {
	if len(found) < 2 {
		return found
	}
	for _, copies := range []string{"/blib/", "/local/lib/perl5/"} {
		if strings.Contains(full, copies) && copies != "/blib/" {
			continue
		}
		var kept []string
		for _, f := range found {
			if !strings.Contains(f, copies) {
				kept = append(kept, f)
			}
		}
		if len(kept) > 0 {
			found = kept
		}
	}
	return found
}
