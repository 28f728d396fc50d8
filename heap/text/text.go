// Package text has what every surface says in the same way: words that people
// type and read. It imports nothing of perlheap.
package text
