// Package article carries the built-in example: a small model of a worker
// whose closures pile up in one emitter, and a heap dump of it after 3,000
// connections. The dump was written in /srv/chat by Debian's perl 5.36 with
//
//	env -i PATH=/usr/bin:/bin HOME=/srv/chat PWD=/srv/chat perl websocket-leak.pl 3000 article.pmat
//
// The folder course has dumps that one process wrote after 400, 1,000 and 2,000
// connections, for the walkthrough of the extension.
package article

import "embed"

// Files are the program and its dump, article.pmat.gz.
//
//go:embed websocket-leak.pl lib article.pmat.gz
var Files embed.FS
