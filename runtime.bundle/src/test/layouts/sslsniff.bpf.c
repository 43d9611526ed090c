// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's sslsniff: a large record in a per-CPU array, sizes and a buffer. */
#include "layouts.bpf.h"

#define MAX_BUF_SIZE 1024

struct probe_SSL_data_t {
	u64 timestamp_ns;
	u64 delta_ns;
	u32 pid;
	u32 tid;
	u32 uid;
	u32 len;
	int buf_filled;
	int rw;
	char comm[TASK_COMM_LEN];
	u8 buf[MAX_BUF_SIZE];
	int is_handshake;
};
RECORD(probe_SSL_data_t);

SCRATCH(ssl_data, sizeof(struct probe_SSL_data_t));
HASH(start_ns, u32, u64);
HASH(bufs, u32, u64);
PERF_BUFFER(perf_SSL_events);

SEC("uretprobe/SSL_read")
int probe_SSL_read_exit(struct pt_regs *ctx)
{
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u32 pid = pid_tgid >> 32, tid = (u32)pid_tgid, uid = bpf_get_current_uid_gid(), zero = 0;
	u64 ts = bpf_ktime_get_ns(), *bufp, *tsp, delta_ns;
	struct probe_SSL_data_t *data;
	int len = RESULT(ctx);
	u32 buf_copy_size;

	bufp = bpf_map_lookup_elem(&bufs, &tid);
	tsp = bpf_map_lookup_elem(&start_ns, &tid);
	if (!bufp || !tsp || len <= 0)
		return 0;
	delta_ns = ts - *tsp;
	data = bpf_map_lookup_elem(&ssl_data, &zero);
	if (!data)
		return 0;
	data->timestamp_ns = ts;
	data->delta_ns = delta_ns;
	data->pid = pid;
	data->tid = tid;
	data->uid = uid;
	data->len = (u32)len;
	data->buf_filled = 0;
	data->rw = 0;
	data->is_handshake = false;
	buf_copy_size = MAX_BUF_SIZE < (u32)len ? MAX_BUF_SIZE : (u32)len;
	bpf_get_current_comm(&data->comm, sizeof(data->comm));
	if (!bpf_probe_read_user(&data->buf, buf_copy_size, (char *)*bufp))
		data->buf_filled = 1;
	bpf_perf_event_output(ctx, &perf_SSL_events, BPF_F_CURRENT_CPU, data, sizeof(*data));
	return 0;
}
