// Package editors holds tests only: real editors, without a screen, as clients
// of a freshly built server, each with the configuration that the project
// recommends for it (testdata/editors). They look at a heap dump that a real
// perl writes for them, and check what a person would see.
//
// A test whose editor or perl module is missing skips itself and says which
// package has it. With PERLHEAP_REQUIRE_TOOLS=1 in the environment it fails
// instead, except for editors that only newer Debian releases have.
package editors
