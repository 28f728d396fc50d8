// Package text has what every surface says in the same way: words that people
// type and read, and what a dump has, made fit to be read. It imports nothing of
// perlheap. Markdown and HTML are escaped by who writes them.
//
// There are three kinds of text from a dump:
//
//   - names (of packages, classes, variables, subs and files, keys of hashes) are
//     for a person [Name], and for a machine [Whole];
//   - sentences that have such names in them, already cut, go through [Safe];
//   - values, which are bytes or characters as perl has them, are no matter of
//     this package.
package text
