// Package session holds what outlives a request of the language server: the
// open documents, the settings, the workspace folders, the loaded dumps with
// what they say about the files of the workspace, and which of them is shown.
//
// It watches dumps and loads them in the background. It knows types of the
// protocol but no connection: what happens to loads is told to an [Observer].
package session
