// Package rpc is everything that stands between the client's bytes and the
// methods of the server. It reads and writes frames without ever waiting for a
// client that waits for it, bounds what is kept of both, hands messages over in
// their order, and gives calls and notifications the guarantees that are listed
// in chain.go and inbox.go. It knows no method but those that begin, cancel and
// end.
package rpc
