// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's biosnoop: parts of a map's value go into the record. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct event {
	char comm[TASK_COMM_LEN];
	u64 delta;
	u64 qdelta;
	u64 ts;
	u64 sector;
	u32 len;
	u32 pid;
	u32 cmd_flags;
	u32 dev;
};
RECORD(event);

struct piddata {
	char comm[TASK_COMM_LEN];
	u32 pid;
};

struct stage {
	u64 insert;
	u64 issue;
	u32 dev;
};

HASH(infobyreq, struct request *, struct piddata);
HASH(start, struct request *, struct stage);
PERF_BUFFER(events);

SEC("tp_btf/block_rq_issue")
int BPF_PROG(block_rq_issue, struct request *rq)
{
	struct stage stage = {};
	struct piddata piddata = {};

	stage.issue = bpf_ktime_get_ns();
	stage.dev = BPF_CORE_READ(rq, part, bd_dev);
	piddata.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(&piddata.comm, sizeof(piddata.comm));
	bpf_map_update_elem(&infobyreq, &rq, &piddata, 0);
	bpf_map_update_elem(&start, &rq, &stage, 0);
	return 0;
}

SEC("tp_btf/block_rq_complete")
int BPF_PROG(block_rq_complete, struct request *rq, int error, unsigned int nr_bytes)
{
	u64 ts = bpf_ktime_get_ns();
	struct piddata *piddatap;
	struct event event = {};
	struct stage *stagep = bpf_map_lookup_elem(&start, &rq);

	if (!stagep)
		return 0;
	piddatap = bpf_map_lookup_elem(&infobyreq, &rq);
	if (piddatap) {
		__builtin_memcpy(&event.comm, piddatap->comm, sizeof(event.comm));
		event.pid = piddatap->pid;
	}
	event.delta = ts - stagep->issue;
	event.qdelta = stagep->issue - stagep->insert;
	event.ts = ts;
	event.sector = BPF_CORE_READ(rq, __sector);
	event.len = BPF_CORE_READ(rq, __data_len);
	event.cmd_flags = BPF_CORE_READ(rq, cmd_flags);
	event.dev = stagep->dev;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&start, &rq);
	return 0;
}
