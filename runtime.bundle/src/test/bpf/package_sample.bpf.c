// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the tests of the package formats wrap: two programs, a ring, two hashes, globals.
#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct opened {
	__u32 pid;
	char comm[16];
};

// Tells what the records of the ring are.
const struct opened *unused __attribute__((unused));

const volatile __u32 target_pid = 0;
const volatile bool verbose = false;
__u32 active = 0;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} rb SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps"), counts_twin SEC(".maps");

static int count(void)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 one = 1;

	if (target_pid && pid != target_pid)
		return 0;
	bpf_map_update_elem(active ? (void *)&counts_twin : (void *)&counts, &pid, &one, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int handle_open(void *ctx)
{
	struct opened *event = bpf_ringbuf_reserve(&rb, sizeof(*event), 0);

	if (event) {
		event->pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(event->comm, sizeof(event->comm));
		bpf_ringbuf_submit(event, 0);
	}
	return verbose ? count() : 0;
}

SEC("raw_tp/sched_process_exit")
int handle_exit(void *ctx)
{
	return count();
}
