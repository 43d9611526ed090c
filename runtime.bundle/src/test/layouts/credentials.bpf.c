// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After security monitors: single bits and small numbers of a process's credentials. */
#include "layouts.bpf.h"

struct cred_event {
	u32 pid;
	u32 uid;
	u32 euid;
	u32 gid;
	u8 was_root : 1;
	u8 is_root : 1;
	u8 level : 3;
	u8 verdict;
	s16 delta;
	char comm[TASK_COMM_LEN];
};
RECORD(cred_event);

RING(cred_events);

SEC("tp/syscalls/sys_enter_setuid")
int on_setuid(struct trace_event_raw_sys_enter *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct cred_event *e;
	u32 wanted = (u32)ctx->args[0];

	if (other_process())
		return 0;
	e = bpf_ringbuf_reserve(&cred_events, sizeof(*e), 0);
	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->uid = BPF_CORE_READ(task, cred, uid.val);
	e->euid = BPF_CORE_READ(task, cred, euid.val);
	e->gid = BPF_CORE_READ(task, cred, gid.val);
	e->was_root = e->uid == 0;
	e->is_root = wanted == 0;
	e->level = 5;
	e->verdict = 1;
	e->delta = -3;
	bpf_get_current_comm(&e->comm, sizeof(e->comm));
	bpf_ringbuf_submit(e, 0);
	return 0;
}
