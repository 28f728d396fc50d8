package files

import "syscall"

// madeSystems are the file systems of Linux whose files the kernel makes while
// they are read, by the numbers of linux/magic.h. They say that they are
// regular, and may block whoever reads them. They may be mounted anywhere.
var madeSystems = map[int64]bool{
	0x9fa0:     true, // proc
	0x62656572: true, // sysfs
	0x64626720: true, // debugfs
	0x74726163: true, // tracefs
	0x73636673: true, // securityfs
	0x27e0eb:   true, // cgroup
	0x63677270: true, // cgroup2
	0xcafe4a11: true, // bpf
	0x62656570: true, // configfs
	0x1cd1:     true, // devpts
	0x19800202: true, // mqueue
	0x6165676c: true, // pstore
	0xde5e81e4: true, // efivarfs
	0x65735543: true, // fusectl
	0x67596969: true, // rpc_pipefs
	0x42494e4d: true, // binfmt_misc
	0xf97cff8c: true, // selinux
	0x43415d53: true, // smackfs
}

// made reports whether a file is one that the system makes while it is read.
func made(name string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(name, &s) == nil && madeSystems[int64(uint32(s.Type))]
}
