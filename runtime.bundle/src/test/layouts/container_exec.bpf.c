// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After runtime security agents: a cgroup's id, namespaces, a working directory's name. */
#include "layouts.bpf.h"

#define MAX_PATH 96

struct exec_record {
	u64 when_ns;
	u64 cgroup_id;
	u32 host_pid;
	u32 host_ppid;
	u32 mnt_ns;
	u32 net_ns;
	u32 uid;
	u32 gid;
	char comm[TASK_COMM_LEN];
	char exe[MAX_PATH];
	u32 argc;
};
RECORD(exec_record);

SCRATCH(exec_scratch, sizeof(struct exec_record));
PERF_BUFFER(exec_records);

SEC("tp/sched/sched_process_exec")
int on_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct exec_record *rec;
	u64 ids = bpf_get_current_uid_gid();
	u32 zero = 0;

	rec = bpf_map_lookup_elem(&exec_scratch, &zero);
	if (!rec)
		return 0;
	rec->when_ns = bpf_ktime_get_boot_ns();
	rec->cgroup_id = bpf_get_current_cgroup_id();
	rec->host_pid = bpf_get_current_pid_tgid() >> 32;
	rec->host_ppid = BPF_CORE_READ(task, real_parent, tgid);
	rec->mnt_ns = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	rec->net_ns = BPF_CORE_READ(task, nsproxy, net_ns, ns.inum);
	rec->uid = ids;
	rec->gid = ids >> 32;
	rec->argc = 0;
	bpf_get_current_comm(rec->comm, sizeof(rec->comm));
	bpf_probe_read_kernel_str(rec->exe, MAX_PATH, (void *)ctx + (ctx->__data_loc_filename & 0xffff));
	bpf_perf_event_output(ctx, &exec_records, BPF_F_CURRENT_CPU, rec, sizeof(*rec));
	return 0;
}
