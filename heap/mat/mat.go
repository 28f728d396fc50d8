// Package mat answers the questions of Devel::MAT's tools about a heap, with
// the same numbers: how SVs are reachable, which pointers dangle, what nothing
// refers to, who shares strings, what an SV owns, how many SVs of each sort
// there are, which SVs match a filter, and what one dump of a process has that
// another does not.
package mat
