#include "textflag.h"

// func shareMemory(parent uintptr) (pid uintptr)
//
// What runs in the new process shares this stack, so it has none: it makes system
// calls with registers only.
TEXT ·shareMemory(SB), NOSPLIT, $0-16
	MOVQ	parent+0(FP), R12
	MOVQ	$0x00800100, DI // CLONE_VM | CLONE_UNTRACED, no signal at its end
	XORL	SI, SI
	XORL	DX, DX
	XORL	R10, R10
	XORL	R8, R8
	MOVQ	$56, AX // clone
	SYSCALL
	TESTQ	AX, AX
	JEQ	keep
	MOVQ	AX, pid+8(FP)
	RET
keep:
	XORL	DI, DI
	MOVL	$0xffffffff, SI
	XORL	DX, DX
	MOVQ	$436, AX // close_range
	SYSCALL
	MOVQ	$400, R13 // times 25 ms
wait:
	MOVQ	$110, AX // getppid
	SYSCALL
	CMPQ	AX, R12
	JNE	end
	XORL	DI, DI
	XORL	SI, SI
	MOVQ	$25, DX
	MOVQ	$7, AX // poll
	SYSCALL
	DECQ	R13
	JNE	wait
end:
	XORL	DI, DI
	MOVQ	$231, AX // exit_group
	SYSCALL
	INT	$3
