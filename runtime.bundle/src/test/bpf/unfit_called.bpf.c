// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program without a place that another one calls through a map. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int next(void *context);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__array(values, int(void *));
} calls SEC(".maps") = {.values = {[0] = (void *)&next}};

SEC("tracepoint")
int next(void *context)
{
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getsid")
int jumps(void *context)
{
	bpf_tail_call(context, &calls, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
