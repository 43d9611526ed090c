/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_SYSCALLS_BPF_H
#define EUNOMIA_SYSCALLS_BPF_H
/*
 * For programs on the raw tracepoints sys_enter and sys_exit: which call it is, and its arguments,
 * which are still in the saved registers when it returns.
 *
 * Numbers: arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/unistd.h for arm64,
 * which has no open and creat (their numbers here are ones that no call has).
 */

#include "core_types.bpf.h"

#if defined(__TARGET_ARCH_x86)

enum {
	SYS_read = 0,
	SYS_write = 1,
	SYS_open = 2,
	SYS_pread64 = 17,
	SYS_pwrite64 = 18,
	SYS_readv = 19,
	SYS_writev = 20,
	SYS_creat = 85,
	SYS_openat = 257,
	SYS_preadv = 295,
	SYS_pwritev = 296,
	SYS_preadv2 = 327,
	SYS_pwritev2 = 328,
	SYS_openat2 = 437,
};

#define TS_COMPAT 0x0002 /* arch/x86/include/asm/thread_info.h */

#ifndef __VMLINUX_H__
struct pt_regs {
	unsigned long r10, dx, si, di, orig_ax;
} __attribute__((preserve_access_index));
#endif

#define syscall_number(regs) ((long)(regs)->orig_ax)
#define syscall_argument1(regs) ((regs)->di)
#define syscall_argument2(regs) ((regs)->si)
#define syscall_argument3(regs) ((regs)->dx)
#define syscall_argument4(regs) ((regs)->r10)
/* Whether the task is in a call of the 32-bit table, whose numbers mean other calls. */
#define syscall_is_compat(task) ((task)->thread_info.status & TS_COMPAT)

#elif defined(__TARGET_ARCH_arm64)

enum {
	SYS_read = 63,
	SYS_write = 64,
	SYS_open = -2,
	SYS_pread64 = 67,
	SYS_pwrite64 = 68,
	SYS_readv = 65,
	SYS_writev = 66,
	SYS_creat = -3,
	SYS_openat = 56,
	SYS_preadv = 69,
	SYS_pwritev = 70,
	SYS_preadv2 = 286,
	SYS_pwritev2 = 287,
	SYS_openat2 = 437,
};

#define TIF_32BIT 22 /* arch/arm64/include/asm/thread_info.h */

#ifndef __VMLINUX_H__
struct pt_regs {
	__u64 regs[31];
	__u64 orig_x0;
	__s32 syscallno;
} __attribute__((preserve_access_index));
#endif

#define syscall_number(regs) ((long)(regs)->syscallno)
#define syscall_argument1(regs) ((regs)->orig_x0) /* regs[0] holds the result by then */
#define syscall_argument2(regs) ((regs)->regs[1])
#define syscall_argument3(regs) ((regs)->regs[2])
#define syscall_argument4(regs) ((regs)->regs[3])
#define syscall_is_compat(task) ((task)->thread_info.flags & (1UL << TIF_32BIT))

#else
#error "system call numbers are known for x86 and arm64 only"
#endif

#endif /* EUNOMIA_SYSCALLS_BPF_H */
