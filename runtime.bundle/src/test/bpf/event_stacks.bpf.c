/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Sends call stacks with events, in each way in which programs do: addresses with and without their number, ids of one and of
 * several maps, Inspektor Gadget's types. "lies" says what is not true of them.
 */
#include "eunomia.bpf.h"

#define DEPTH 32

const volatile __u32 target_pid = 0;

#define STACKS(map) \
	struct { \
		__uint(type, BPF_MAP_TYPE_STACK_TRACE); \
		__uint(max_entries, 16384); \
		__uint(key_size, sizeof(__u32)); \
		__uint(value_size, 127 * sizeof(__u64)); \
	} map SEC(".maps")

STACKS(ig_kstack);
STACKS(ig_ustack);

typedef __u32 gadget_kernel_stack;
typedef __u64 stack_trace_t[DEPTH];
typedef __u64 eu_usym_t;

/* The first and the last members of Inspektor Gadget's (include/gadget/types.h). */
struct gadget_user_stack {
	__u32 major;
	__u32 base_addr_hash;
	__u32 stack_id;
	__u32 tgid_level0;
	__u32 pid_level0;
};

/* As the exporter of eunomia-bpf documents it, and more. */
struct sampled_event {
	__u32 pid;
	__s32 kstack_sz;
	__s32 ustack_sz;
	gadget_kernel_stack kernel_raw;
	stack_trace_t kstack;
	stack_trace_t ustack;
	struct gadget_user_stack user;
	int kern_stack_id;
	int user_stack_id;
	__u64 callers[2];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 18);
	__type(value, struct sampled_event);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 18);
	__type(value, struct sampled_event);
} lies SEC(".maps");

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_getsid {
	__u64 common;
	__u64 nr;
	__u64 pid;
};

SEC("tracepoint/syscalls/sys_enter_getsid")
int sample(struct sys_enter_getsid *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	struct sampled_event *event;

	if (target_pid && tgid != target_pid)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (event) {
		__builtin_memset(event, 0xff, sizeof(*event));
		event->pid = tgid;
		event->kstack_sz = bpf_get_stack(ctx, event->kstack, sizeof(event->kstack), 0);
		event->ustack_sz = bpf_get_stack(ctx, event->ustack, sizeof(event->ustack), BPF_F_USER_STACK);
		event->kern_stack_id = bpf_get_stackid(ctx, &ig_kstack, 0);
		event->user_stack_id = bpf_get_stackid(ctx, &ig_ustack, BPF_F_USER_STACK);
		event->kernel_raw = event->kern_stack_id;
		event->user.tgid_level0 = tgid;
		event->user.stack_id = event->user_stack_id;
		event->callers[0] = event->ustack[0];
		event->callers[1] = 16;
		bpf_ringbuf_submit(event, 0);
	}
	event = bpf_ringbuf_reserve(&lies, sizeof(*event), 0);
	if (!event)
		return 0;
	__builtin_memset(event, 0xff, sizeof(*event));
	event->pid = tgid;
	event->kstack_sz = 0x7fffffff;
	event->ustack_sz = -14;
	event->kern_stack_id = -17;
	event->user_stack_id = 16000;
	event->kernel_raw = 0x7fffffff;
	event->user.tgid_level0 = 0;
	event->user.stack_id = 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

EUNOMIA_LICENSE;
