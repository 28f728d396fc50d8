// Package editors holds tests only: real editors, without a screen, as clients
// of a freshly built server, each with the configuration that the project
// recommends for it (testdata/editors). They look at a heap dump that a real
// perl writes for them, and check what a person would see.
//
// Editors that this Debian release does not have, or not so new, run in root
// folders that .ci/editors unpacks: with chroot, in a mount namespace of their
// own, in which they see the tests' folders.
//
// A test whose editor or perl module is missing skips itself and says which
// package has it. With PERLHEAP_REQUIRE_TOOLS=1 in the environment it fails
// instead.
package editors
