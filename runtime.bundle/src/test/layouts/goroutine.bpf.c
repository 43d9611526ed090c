// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's goroutine tracker. */
#include "layouts.bpf.h"

enum goroutine_state {
	IDLE,
	RUNNABLE,
	RUNNING,
	SYSCALL,
	WAITING,
};

struct goroutine_execute_data {
	enum goroutine_state state;
	unsigned long long goid;
	int pid;
	int tgid;
};
RECORD(goroutine_execute_data);

RING(rb);

SEC("uprobe")
int uprobe_runtime_casgstatus(struct pt_regs *ctx)
{
	int newval = (int)BPF_CORE_READ(ctx, cx);
	void *gp = (void *)BPF_CORE_READ(ctx, ax);
	struct goroutine_execute_data *data;
	u64 goid;

	if (bpf_probe_read_user(&goid, sizeof(goid), gp + 152) != 0)
		return 0;
	data = bpf_ringbuf_reserve(&rb, sizeof(*data), 0);
	if (data) {
		u64 pid_tgid = bpf_get_current_pid_tgid();

		data->pid = pid_tgid;
		data->tgid = pid_tgid >> 32;
		data->goid = goid;
		data->state = newval;
		bpf_ringbuf_submit(data, 0);
	}
	return 0;
}
