// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_signal, in the older form with fields of its own. */
#include "layouts.bpf.h"

struct event {
	u64 timestamp;
	u64 mntns_id;
	u32 pid;
	u32 tpid;
	s32 sig;
	s32 ret;
	u8 comm[TASK_COMM_LEN];
};
RECORD(event);

RING(events);

SEC("tracepoint/signal/signal_generate")
int ig_sig_generate(struct trace_event_raw_signal_generate *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct event *event;

	if (other_process())
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->mntns_id = (u64)BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	event->timestamp = bpf_ktime_get_boot_ns();
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->tpid = ctx->pid;
	event->sig = ctx->sig;
	event->ret = ctx->errno;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}
