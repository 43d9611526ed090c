// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A record whose struct clang leaves out of BTF: its fields are worked out from the instructions that write them. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 own_tgid = 1;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct event {
	__u32 first;
	__u16 second;
	__u64 third;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int sends_unnamed(void *ctx)
{
	struct event *event;

	if (bpf_get_current_pid_tgid() >> 32 != own_tgid)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->first = 11;
	event->second = 22;
	event->third = 33;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
