//go:build !unix

package files

// dontBlock is nothing: there are no pipes that have names as files have.
const dontBlock = 0
