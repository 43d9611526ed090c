// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* getppid(2) of one process, which numbers its calls: shows whether a hot update loses or doubles one. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "syscalls.bpf.h"

#ifdef __TARGET_ARCH_x86
enum { SYS_getppid = 110 };
#else
enum { SYS_getppid = 173 };
#endif

const volatile __u32 target = 0;
const volatile __u32 version = 1;

struct call_event {
	__u64 number;
	__u32 version;
	__u32 cpu;
};

EUNOMIA_RING(calls, struct call_event, 1024 * 1024);

/* The tracepoint of a call without arguments shows none: the number is in the first register all the same. */
SEC("tp_btf/sys_enter")
int on_call(__u64 *ctx)
{
	struct call_event *event;
	struct pt_regs *regs = (struct pt_regs *)ctx[0];

	if (bpf_get_current_pid_tgid() >> 32 != target || ctx[1] != SYS_getppid)
		return 0;
	event = eunomia_reserve(calls, struct call_event);
	if (!event)
		return 0;
	event->number = syscall_argument1(regs);
	event->version = version;
	event->cpu = bpf_get_smp_processor_id();
	eunomia_submit(calls, event);
	return 0;
}

EUNOMIA_LICENSE;
