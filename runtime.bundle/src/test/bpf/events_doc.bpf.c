// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The example of docs/events.md. Only .rodata is read; nothing of this is ever loaded. */
#include "eunomia.bpf.h"

struct open_event {
	eu_duration_ns_t took;
	eu_bytes_t size;
	eu_pid_t pid;
	eu_result_t result;
	eu_open_flags_t flags;
	eu_ip_t peer;
	enum eu_addr_family family;
	bool cached;
	char comm[16];
	char path[64];
};

const volatile struct open_event sample = {
	.took = 1250000, .size = 4096, .pid = 4242, .result = -2, .flags = 0x42,
	.peer = {[10] = 0xff, [11] = 0xff, 10, 1, 2, 3}, .family = AF_INET, .cached = true,
	.comm = "bash", .path = "/tmp/say \"hi\", twice",
};

EUNOMIA_RING(opens, struct open_event, 4096);

SEC("tracepoint/syscalls/sys_enter_openat")
int touch(void *ctx)
{
	bpf_ringbuf_query(&opens, 0);
	return sample.pid + (opens_event != NULL) + opens_lost;
}

EUNOMIA_LICENSE;
