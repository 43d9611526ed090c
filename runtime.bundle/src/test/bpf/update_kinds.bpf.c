// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * One program for each kind of hook that a hot update has to be exact at; tests run one at a time. Each sees the numbers that one
 * thread makes: offsets beyond FIRST that a file is positioned to, or pages touched one after the other.
 */
#include "eunomia.bpf.h"

/* arch/x86/include/uapi/asm/ptrace.h */
struct pt_regs {
	unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, eflags,
			rsp, ss;
};

/* include/uapi/linux/bpf_perf_event.h */
struct bpf_perf_event_data {
	struct pt_regs regs;
	__u64 sample_period;
	__u64 addr;
};

#ifndef VERSION
#define VERSION 1
#endif

#define FIRST (1ULL << 40)

struct numbered_event {
	__u64 number;
	__u32 version;
	__u32 reserved;
};

const volatile __u32 target_pid = 0;
const volatile __u64 first_page = 0;
const volatile __u64 pages = 0;
const volatile __u64 lseek_number = 8;

EUNOMIA_RING(numbers, struct numbered_event, 4096 * 1024);

static __always_inline int seen(__u64 number)
{
	struct numbered_event *event;

	if (bpf_get_current_pid_tgid() >> 32 != target_pid)
		return 0;
	event = eunomia_reserve(numbers, struct numbered_event);
	if (!event)
		return 0;
	event->number = number;
	event->version = VERSION;
	eunomia_submit(numbers, event);
	return 0;
}

/* Errors are small negative numbers. */
static __always_inline int positioned(__u64 offset)
{
	return offset >= FIRST && offset < 2 * FIRST ? seen(offset - FIRST) : 0;
}

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_lseek {
	__u64 common;
	__u64 nr;
	__u64 fd;
	__u64 offset;
};

SEC("tracepoint/syscalls/sys_enter_lseek")
int by_tracepoint(struct sys_enter_lseek *ctx)
{
	return positioned(ctx->offset);
}

/* The registers of the system call: its second argument is the offset. */
static __always_inline int called(const struct pt_regs *regs)
{
	unsigned long offset = 0;

	bpf_probe_read_kernel(&offset, sizeof(offset), &regs->rsi);
	return positioned(offset);
}

SEC("raw_tp/sys_enter")
int by_raw_tp(__u64 *ctx)
{
	return ctx[1] == lseek_number ? called((void *)ctx[0]) : 0;
}

SEC("tp_btf/sys_enter")
int by_tp_btf(__u64 *ctx)
{
	return ctx[1] == lseek_number ? called((void *)ctx[0]) : 0;
}

SEC("kprobe/__x64_sys_lseek")
int by_kprobe(struct pt_regs *ctx)
{
	return called((void *)ctx->rdi);
}

SEC("kretprobe/__x64_sys_lseek")
int by_kretprobe(struct pt_regs *ctx)
{
	return positioned(ctx->rax);
}

SEC("fentry/__x64_sys_lseek")
int by_fentry(__u64 *ctx)
{
	return called((void *)ctx[0]);
}

SEC("fexit/__x64_sys_lseek")
int by_fexit(__u64 *ctx)
{
	return positioned(ctx[1]);
}

SEC("uprobe/libc.so.6:lseek64")
int by_uprobe(struct pt_regs *ctx)
{
	return positioned(ctx->rsi);
}

SEC("uretprobe/libc.so.6:lseek64")
int by_uretprobe(struct pt_regs *ctx)
{
	return positioned(ctx->rax);
}

SEC("perf_event")
int by_perf_event(struct bpf_perf_event_data *ctx)
{
	__u64 page = (ctx->addr - first_page) / 4096;

	return ctx->addr >= first_page && page < pages ? seen(page) : 0;
}

EUNOMIA_LICENSE;
