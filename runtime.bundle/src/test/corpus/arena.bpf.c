// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map type of Linux 6.9, memory shared with user space; placed at an address, which takes 64 bits to say. */
#include "corpus.bpf.h"

#define BPF_MAP_TYPE_ARENA_6_9 33

struct {
	__uint(type, BPF_MAP_TYPE_ARENA_6_9);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 4);
	__ulong(map_extra, 0x1ull << 44);
} an_arena SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int has_arena(void *ctx)
{
	void *arena = &an_arena;

	asm volatile("" : "+r"(arena));
	return hit(arena != 0);
}
