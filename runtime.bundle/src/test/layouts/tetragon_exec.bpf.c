// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After tetragon's process events: a message head in front, nested structs, the record in a per-CPU array. */
#include "layouts.bpf.h"

struct msg_common {
	u8 op;
	u8 flags;
	u8 pad_v2[2];
	u32 size;
	u64 ktime;
};

struct msg_execve_key {
	u32 pid;
	u8 pad[4];
	u64 ktime;
};

struct msg_process {
	u32 size;
	u32 pid;
	u32 tid;
	u32 nspid;
	u32 secureexec;
	u32 uid;
	u32 auid;
	u32 flags;
	u64 ktime;
	char args[64];
};

struct msg_execve_event {
	struct msg_common common;
	struct msg_execve_key parent;
	u64 parent_flags;
	struct msg_process process;
};
RECORD(msg_execve_event);

SCRATCH(execve_msg_heap_map, sizeof(struct msg_execve_event));
PERF_BUFFER(tcpmon_map);

SEC("tracepoint/sched/sched_process_exec")
int event_execve(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct msg_execve_event *event;
	u32 zero = 0;
	u64 pid;

	event = bpf_map_lookup_elem(&execve_msg_heap_map, &zero);
	if (!event)
		return 0;
	pid = bpf_get_current_pid_tgid();
	event->common.op = 5;
	event->common.flags = 0;
	event->common.pad_v2[0] = 0;
	event->common.pad_v2[1] = 0;
	event->common.size = sizeof(*event);
	event->common.ktime = bpf_ktime_get_ns();
	event->parent.pid = BPF_CORE_READ(task, real_parent, tgid);
	event->parent.ktime = BPF_CORE_READ(task, real_parent, start_time);
	event->parent_flags = 0;
	event->process.flags = 1;
	event->process.pid = pid >> 32;
	event->process.tid = (u32)pid;
	event->process.nspid = 0;
	event->process.secureexec = 0;
	event->process.auid = 4294967295U;
	event->process.uid = bpf_get_current_uid_gid();
	event->process.ktime = BPF_CORE_READ(task, start_time);
	event->process.size = sizeof(struct msg_process);
	bpf_probe_read_kernel_str(event->process.args, sizeof(event->process.args),
				  (char *)ctx + (ctx->__data_loc_filename & 0xFFFF));
	bpf_perf_event_output(ctx, &tcpmon_map, BPF_F_CURRENT_CPU, event, sizeof(*event));
	return 0;
}
