/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Prints which files one process opens, itself and from a subprogram. */
#include "eunomia.bpf.h"

const volatile __u32 target_pid = 0;

static __attribute__((noinline)) long from_subprogram(const char *path)
{
	return bpf_printk("subprogram %s", path);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(__u64 *ctx)
{
	char path[96];

	if (bpf_get_current_pid_tgid() >> 32 != target_pid)
		return 0;
	if (bpf_probe_read_user_str(path, sizeof(path), (const void *)ctx[3]) < 0)
		return 0;
	bpf_printk("opened %s\n", path);
	from_subprogram(path);
	return 0;
}

EUNOMIA_LICENSE;
