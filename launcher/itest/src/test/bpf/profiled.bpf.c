/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Samples stacks as libbpf-tools' profile does, under the names that its maps and fields have there. */
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <bpf/bpf_helpers.h>

struct key_t {
	__u32 pid;
	int user_stack_id;
	int kern_stack_id;
	char name[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 127 * sizeof(__u64));
	__uint(max_entries, 16384);
} stackmap SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, struct key_t);
	__type(value, __u64);
	__uint(max_entries, 10240);
} counts SEC(".maps");

SEC("perf_event")
int do_perf_event(struct bpf_perf_event_data *ctx)
{
	__u64 zero = 0, *found;
	struct key_t key = {};

	key.pid = bpf_get_current_pid_tgid() >> 32;
	if (!key.pid)
		return 0;
	bpf_get_current_comm(key.name, sizeof(key.name));
	key.user_stack_id = bpf_get_stackid(ctx, &stackmap, BPF_F_USER_STACK);
	key.kern_stack_id = bpf_get_stackid(ctx, &stackmap, 0);
	bpf_map_update_elem(&counts, &key, &zero, BPF_NOEXIST);
	found = bpf_map_lookup_elem(&counts, &key);
	if (found)
		__sync_fetch_and_add(found, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
