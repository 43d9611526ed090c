// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program at a static tracepoint of a process: src/test/c/usdt_target.c has one with an argument. */
#include "corpus.bpf.h"

/* arch/x86/include/uapi/asm/ptrace.h; usdt.bpf.h reads the instruction pointer. */
struct pt_regs {
	unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, eflags,
			rsp, ss;
};

#include <bpf/usdt.bpf.h>

SEC("usdt")
int BPF_USDT(on_usdt, long argument)
{
	return hit_any(argument);
}
