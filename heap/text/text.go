// Package text has what every surface says in the same way: words that people
// type and read, and text from a dump made fit for reading. It imports nothing
// from perlheap. Markdown and HTML are escaped by whoever writes them.
//
// There are four kinds of text from a dump:
//
//   - names (of packages, classes, variables and subs, and keys of hashes) go
//     through [Name], [Key] or [Raw], which are the only places where they are cut;
//   - paths of files go through [Name] for a person, and through [Path] for a
//     machine;
//   - sentences that contain such names, already cut, go through [Safe];
//   - values, which are bytes or characters as perl has them, are not handled
//     here.
package text
