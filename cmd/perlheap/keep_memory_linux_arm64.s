#include "textflag.h"

DATA pause<>+0(SB)/8, $0
DATA pause<>+8(SB)/8, $25000000
GLOBL pause<>(SB), RODATA, $16

// func shareMemory(parent uintptr) (pid uintptr)
//
// What runs in the new process shares this stack, so it has none: it makes system
// calls with registers only.
TEXT ·shareMemory(SB), NOSPLIT, $0-16
	MOVD	parent+0(FP), R19
	MOVD	$pause<>(SB), R21
	MOVD	$0x00800100, R0 // CLONE_VM | CLONE_UNTRACED, no signal at its end
	MOVD	$0, R1
	MOVD	$0, R2
	MOVD	$0, R3
	MOVD	$0, R4
	MOVD	$220, R8 // clone
	SVC
	CBZ	R0, keep
	MOVD	R0, pid+8(FP)
	RET
keep:
	MOVD	$0, R0
	MOVD	$0xffffffff, R1
	MOVD	$0, R2
	MOVD	$436, R8 // close_range
	SVC
	MOVD	$400, R20 // times 25 ms
wait:
	MOVD	$173, R8 // getppid
	SVC
	CMP	R19, R0
	BNE	end
	MOVD	R21, R0
	MOVD	$0, R1
	MOVD	$101, R8 // nanosleep
	SVC
	SUB	$1, R20
	CBNZ	R20, wait
end:
	MOVD	$0, R0
	MOVD	$94, R8 // exit_group
	SVC
	BRK
