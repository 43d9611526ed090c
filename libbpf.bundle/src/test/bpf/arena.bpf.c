// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Memory shared with user space, at an address that is a number of 64 bits: Linux 6.9, libbpf 1.4. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define BPF_MAP_TYPE_ARENA_6_9 33

struct {
	__uint(type, BPF_MAP_TYPE_ARENA_6_9);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 10);
	__ulong(map_extra, 0x1ull << 44);
} arena SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getppid")
int uses_arena(void *ctx)
{
	void *memory = &arena;

	asm volatile("" : "+r"(memory));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
