// Package testmodule carries Test::PerlHeap, a module for tests of Perl programs.
// The folder is a CPAN distribution.
package testmodule

import _ "embed" // of the module

// Module is the text of Test/PerlHeap.pm, which needs nothing but perl's core.
//
//go:embed lib/Test/PerlHeap.pm
var Module string
