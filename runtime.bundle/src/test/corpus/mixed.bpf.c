// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* One program with a place and one without, as several of libbpf-tools have them. */
#include "corpus.bpf.h"

SEC("perf_event")
int without_place(void *ctx)
{
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int with_place(void *ctx)
{
	return hit(1);
}
