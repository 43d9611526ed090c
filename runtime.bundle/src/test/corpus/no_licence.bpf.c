// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Calls a helper that only programs under the GPL may call, and says nothing of a licence. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_openat")
int without_licence(void *ctx)
{
	char name[16];

	return bpf_probe_read_kernel(name, sizeof(name), (void *)bpf_get_current_task());
}
