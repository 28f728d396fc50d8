// Package mat answers the questions of Devel::MAT's tools about a heap, with
// its numbers: what is reachable as what, which pointers dangle, what nothing
// refers to, who shares strings, what an SV owns, how many there are of what,
// which SVs are what, and what one dump of a process has that another has not.
package mat
