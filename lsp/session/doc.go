// Package session holds what outlives a request of the language server: the open
// documents, the settings, the workspace folders, and the loaded dumps with what
// they say about the files of the workspace. A request takes a [View] of all that.
//
// [Dumps] are made of parts, each with its own state and lock: the store of
// what is loaded (store.go), the loader (loader.go), the finder of sources
// (finder.go), the watcher of files (watcher.go) and the analyst (analyst.go),
// who works in the background. No lock is held while a dump is looked for or
// read.
//
// It knows types of the protocol but no connection: an [Observer] hears what
// happens to loads.
package session
