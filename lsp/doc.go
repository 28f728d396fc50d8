// Package lsp is the language server: it speaks the Language Server Protocol
// 3.18 about the heaps of package heap. It shows above every sub how many
// closures of it are alive, says in hovers who holds them, lists the worst in
// the Problems, and answers the perlheap commands.
//
// There is one file per method, with a handler that finds the document and the
// dump, asks a package under heap, and converts the answer. The table of all
// methods is in methods.go, the table of all commands in command.go, and what
// stands between the wire and the handlers in package lsp/rpc. What outlives a
// request (documents, settings, loaded dumps) is in package lsp/session; a
// handler takes a view of it, see view.go.
package lsp
