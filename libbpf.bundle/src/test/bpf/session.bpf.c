// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A section of libbpf 1.6: runs at entry and return of a function (Linux 6.13). */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("uprobe.session/libc.so.6:getppid")
int in_session(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
