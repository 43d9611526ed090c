// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A ring with a flag that no ring takes. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
	__uint(map_flags, 0x8000);
} ring SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return bpf_ringbuf_query(&ring, 0);
}

char LICENSE[] SEC("license") = "GPL";
