// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's mdflush. */
#include "layouts.bpf.h"

struct event {
	pid_t pid;
	char comm[TASK_COMM_LEN];
	char disk[32];
};
RECORD(event);

RING(events);

SEC("kprobe/md_flush_request")
int md_flush_request(struct pt_regs *ctx)
{
	struct request *bio = (struct request *)ARGUMENT_2(ctx);
	struct gendisk *gendisk = BPF_CORE_READ(bio, rq_disk);
	struct event *event;

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	BPF_CORE_READ_STR_INTO(&event->disk, gendisk, disk_name);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}
