package parquet

import _ "embed" // of the README

// README is the text of README.md, which the command line shows.
//
//go:embed README.md
var README string
