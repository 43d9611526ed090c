/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Counts calls of getsid by the stacks that they come from, in each way in which programs keep stacks. Without a target it
 * counts those of all processes.
 */
#include "eunomia.bpf.h"

#define DEPTH 127

const volatile __u32 target_pid = 0;

#define MAP(map, entries, keys, values) \
	struct { \
		__uint(type, BPF_MAP_TYPE_HASH); \
		__uint(max_entries, entries); \
		__type(key, keys); \
		__type(value, values); \
	} map SEC(".maps")

/* As libbpf-tools' profile has it. */
struct key_t {
	__u32 pid;
	int user_stack_id;
	int kern_stack_id;
	char name[16];
};
/* As libbpf-tools' memleak has it, whose map's key is a stack's id. */
union combined_alloc_info {
	struct {
		__u64 total_size : 40;
		__u64 number_of_allocs : 24;
	};
	__u64 bits;
};
struct addresses {
	__u32 tgid;
	__u32 pad;
	__u64 ustack[16];
};

MAP(counts, 4096, struct key_t, __u64);
MAP(drained, 4096, struct key_t, __u64);
MAP(drained_twin, 4096, struct key_t, __u64);
MAP(combined_allocs, 4096, __u64, union combined_alloc_info);
MAP(addressed, 4096, struct addresses, __u64);
MAP(unnamed, 4096, __u32, __u64);
/* Large, since of two stacks with one place in it the later one is not kept. */
struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 16384);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, DEPTH * sizeof(__u64));
} stackmap SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct addresses);
} scratch SEC(".maps");

volatile __u32 active;

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_getsid {
	__u64 common;
	__u64 nr;
	__u64 pid;
};

static __always_inline void add(void *map, const void *key)
{
	__u64 zero = 0, *found;

	bpf_map_update_elem(map, key, &zero, BPF_NOEXIST);
	found = bpf_map_lookup_elem(map, key);
	if (found)
		__sync_fetch_and_add(found, 1);
}

SEC("tracepoint/syscalls/sys_enter_getsid")
int count(struct sys_enter_getsid *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32, zero = 0, id32;
	union combined_alloc_info size = {.total_size = 100, .number_of_allocs = 1}, *sum;
	struct key_t key = {};
	struct addresses *direct;
	__u64 id;

	if (target_pid && tgid != target_pid)
		return 0;
	key.pid = tgid;
	key.user_stack_id = bpf_get_stackid(ctx, &stackmap, BPF_F_USER_STACK);
	key.kern_stack_id = bpf_get_stackid(ctx, &stackmap, 0);
	bpf_get_current_comm(key.name, sizeof(key.name));
	add(&counts, &key);
	if (active)
		add(&drained_twin, &key);
	else
		add(&drained, &key);
	id32 = key.user_stack_id;
	add(&unnamed, &id32);

	id = (__s64)key.user_stack_id;
	sum = bpf_map_lookup_elem(&combined_allocs, &id);
	if (sum)
		__sync_fetch_and_add(&sum->bits, size.bits);
	else
		bpf_map_update_elem(&combined_allocs, &id, &size, BPF_NOEXIST);

	direct = bpf_map_lookup_elem(&scratch, &zero);
	if (direct) {
		__builtin_memset(direct, 0, sizeof(*direct));
		direct->tgid = tgid;
		bpf_get_stack(ctx, direct->ustack, sizeof(direct->ustack), BPF_F_USER_STACK);
		add(&addressed, direct);
	}
	return 0;
}

EUNOMIA_LICENSE;
