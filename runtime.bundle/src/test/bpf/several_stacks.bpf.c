/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Has stacks in several maps, whose names do not tell which id is of which. */
#include "eunomia.bpf.h"

const volatile __u32 target_pid = 0;

#define STACKS(map) \
	struct { \
		__uint(type, BPF_MAP_TYPE_STACK_TRACE); \
		__uint(max_entries, 16384); \
		__uint(key_size, sizeof(__u32)); \
		__uint(value_size, 127 * sizeof(__u64)); \
	} map SEC(".maps")
#define HASH(map, keys, values) \
	struct { \
		__uint(type, BPF_MAP_TYPE_HASH); \
		__uint(max_entries, 4096); \
		__type(key, keys); \
		__type(value, values); \
	} map SEC(".maps")

STACKS(first);
STACKS(second);
STACKS(third);

struct both {
	__u32 pid;
	int user_stack_id;
	int kern_stack_id;
};
struct either {
	__u32 pid;
	int stack_id;
};
struct called_event {
	__u32 pid;
	int stack_id;
};
struct last {
	__u64 calls;
	int user_stack_id;
	__u32 pid;
};

HASH(counts, struct both, __u64);
HASH(mixed, struct either, __u64);
HASH(lasts, __u64, struct last);

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 18);
	__type(value, struct called_event);
} events SEC(".maps");

static __always_inline void add(void *map, const void *key)
{
	__u64 zero = 0, *found;

	bpf_map_update_elem(map, key, &zero, BPF_NOEXIST);
	found = bpf_map_lookup_elem(map, key);
	if (found)
		__sync_fetch_and_add(found, 1);
}

SEC("tracepoint/syscalls/sys_enter_getsid")
int count(void *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	struct both key = {};
	struct either other = {};
	struct last last = {};
	struct called_event *event;
	__u64 id = tgid;

	if (target_pid && tgid != target_pid)
		return 0;
	key.pid = tgid;
	key.user_stack_id = bpf_get_stackid(ctx, &second, BPF_F_USER_STACK);
	key.kern_stack_id = bpf_get_stackid(ctx, &first, 0);
	add(&counts, &key);

	other.pid = tgid;
	if (bpf_get_prandom_u32() & 1)
		other.stack_id = bpf_get_stackid(ctx, &first, BPF_F_USER_STACK);
	else
		other.stack_id = bpf_get_stackid(ctx, &second, BPF_F_USER_STACK);
	add(&mixed, &other);

	last.calls = 1;
	last.pid = tgid;
	last.user_stack_id = bpf_get_stackid(ctx, &third, BPF_F_USER_STACK);
	bpf_map_update_elem(&lasts, &id, &last, BPF_ANY);

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->pid = tgid;
	event->stack_id = bpf_get_stackid(ctx, &third, BPF_F_USER_STACK);
	bpf_ringbuf_submit(event, 0);
	return 0;
}

EUNOMIA_LICENSE;
