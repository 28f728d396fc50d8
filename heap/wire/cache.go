package wire

// Cache is what is kept of large dumps.
type Cache struct {
	Folder   string `json:"folder"`
	Files    int    `json:"files"`
	Bytes    int64  `json:"bytes"`
	MaxBytes int64  `json:"maxBytes"`
	// Refused says why nothing can be kept in the folder.
	Refused string `json:"refused,omitempty"`
}
