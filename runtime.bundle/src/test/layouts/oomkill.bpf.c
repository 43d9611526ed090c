// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's oomkill: reserve and submit in functions that choose ring or perf buffer. */
#include "layouts.bpf.h"

struct data_t {
	u32 fpid;
	u32 tpid;
	u64 pages;
	char fcomm[TASK_COMM_LEN];
	char tcomm[TASK_COMM_LEN];
};
RECORD(data_t);

RING(events);

static __always_inline void *reserve_buf(u64 size)
{
	return bpf_ringbuf_reserve(&events, size, 0);
}

static __always_inline long submit_buf(void *ctx, void *buf, u64 size)
{
	bpf_ringbuf_submit(buf, 0);
	return 0;
}

SEC("kprobe/oom_kill_process")
int oom_kill_process(struct pt_regs *ctx)
{
	struct oom_control *oc = (struct oom_control *)ARGUMENT_1(ctx);
	struct data_t *data = reserve_buf(sizeof(*data));

	if (!data)
		return 0;
	data->fpid = bpf_get_current_pid_tgid() >> 32;
	data->tpid = BPF_CORE_READ(oc, chosen, tgid);
	data->pages = BPF_CORE_READ(oc, totalpages);
	bpf_get_current_comm(&data->fcomm, sizeof(data->fcomm));
	bpf_probe_read_kernel(&data->tcomm, sizeof(data->tcomm), BPF_CORE_READ(oc, chosen, comm));
	submit_buf(ctx, data, sizeof(*data));
	return 0;
}
