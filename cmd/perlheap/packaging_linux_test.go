package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackaging: the files for Nix, Homebrew and Arch Linux can be read, and say of
// the modules and the version what is so.
func TestPackaging(t *testing.T) {
	if testing.Short() {
		t.Skip("it copies all modules")
	}
	const folder = "../../.github/packaging"
	for file, with := range map[string][]string{"perlheap.rb": {"ruby", "-c"}, "PKGBUILD": {"bash", "-n"}, "flake.nix": {"nix-instantiate", "--parse"}} {
		if _, err := exec.LookPath(with[0]); err != nil {
			t.Logf("%s: %s is not installed", file, with[0])
			continue
		}
		if out, err := exec.CommandContext(t.Context(), with[0], append(with[1:], filepath.Join(folder, file))...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", file, err, out)
		}
	}
	flake, err := os.ReadFile(filepath.Join(folder, "flake.nix"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(flake), `version = "`+newestVersion(t)+`";`) {
		t.Errorf("the flake is not of version %s", newestVersion(t))
	}
	flakeSays(t, folder)
	vendored := filepath.Join(t.TempDir(), "vendor")
	cmd := exec.CommandContext(t.Context(), "go", "mod", "vendor", "-o", vendored)
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	hash := sha256.New()
	narString(hash, "nix-archive-1")
	if err := writeNAR(hash, vendored); err != nil {
		t.Fatal(err)
	}
	if want := "sha256-" + base64.StdEncoding.EncodeToString(hash.Sum(nil)); !strings.Contains(string(flake), `vendorHash = "`+want+`";`) {
		t.Errorf("the modules have changed: vendorHash of %s/flake.nix must be %s", folder, want)
	}
}

// flakeSays evaluates the flake, with something for nixpkgs that builds nothing.
func flakeSays(t *testing.T, folder string) {
	t.Helper()
	if _, err := exec.LookPath("nix-instantiate"); err != nil {
		t.Log("nix-instantiate is not installed")
		return
	}
	const expression = `path: let
		pkgs = { buildGoModule = package: package; installShellFiles = ""; lib.licenses.asl20 = ""; };
		nixpkgs = {
			lib.genAttrs = names: of: builtins.listToAttrs (map (name: { inherit name; value = of name; }) names);
			legacyPackages.x86_64-linux = pkgs;
		};
		self = { rev = "0123abcd"; lastModifiedDate = "20260304050607"; };
	in toString ((import path).outputs { inherit self nixpkgs; }).packages.x86_64-linux.default.ldflags`
	path, err := filepath.Abs(filepath.Join(folder, "flake.nix"))
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), "nix-instantiate", "--eval", "--strict", "-E", "("+expression+") "+path).CombinedOutput()
	for _, want := range []string{"-X main.releasedVersion=v" + newestVersion(t) + " ", "-X main.releasedCommit=0123abcd ", `-X main.releasedTime=2026-03-04T05:06:07Z"`} {
		if err != nil || !strings.Contains(string(said), want) {
			t.Errorf("there is no %s in %s, %v", want, said, err)
		}
	}
}

// writeNAR writes a file or folder as Nix does before it hashes it (Dolstra, The
// Purely Functional Software Deployment Model, figure 5.2).
func writeNAR(w io.Writer, path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	narString(w, "(", "type")
	if !info.IsDir() {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		narString(w, "regular")
		if info.Mode()&0o100 != 0 {
			narString(w, "executable", "")
		}
		narString(w, "contents", string(content), ")")
		return nil
	}
	narString(w, "directory")
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil {
		return err
	}
	for _, e := range entries {
		narString(w, "entry", "(", "name", e.Name(), "node")
		if err := writeNAR(w, filepath.Join(path, e.Name())); err != nil {
			return err
		}
		narString(w, ")")
	}
	narString(w, ")")
	return nil
}

// narString writes strings with their lengths, filled up to multiples of 8 bytes. A
// hash takes all.
func narString(w io.Writer, strings ...string) {
	for _, s := range strings {
		_ = binary.Write(w, binary.LittleEndian, uint64(len(s)))
		_, _ = io.WriteString(w, s)
		_, _ = w.Write(make([]byte, (8-len(s)%8)%8))
	}
}
