// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's bashreadline. */
#include "layouts.bpf.h"

struct str_t {
	u32 pid;
	char str[80];
};
RECORD(str_t);

PERF_BUFFER(events);

SEC("uretprobe/readline")
int printret(struct pt_regs *ctx)
{
	struct str_t data;
	char comm[TASK_COMM_LEN];
	u32 pid;

	if (!RESULT(ctx))
		return 0;
	bpf_get_current_comm(&comm, sizeof(comm));
	if (comm[0] != 'b' || comm[1] != 'a' || comm[2] != 's' || comm[3] != 'h' || comm[4] != 0)
		return 0;
	pid = bpf_get_current_pid_tgid() >> 32;
	data.pid = pid;
	bpf_probe_read_user_str(&data.str, sizeof(data.str), (void *)RESULT(ctx));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &data, sizeof(data));
	return 0;
}
