// Package safe keeps what is in a dump from ending the process, whoever wrote
// it: a panic of any goroutine becomes an error, and sums do not overflow. It
// imports nothing of ours.
package safe
