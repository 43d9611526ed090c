// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After falco's driver: a packed head, then parameters. */
#include "layouts.bpf.h"

struct ppm_evt_hdr {
	u64 ts;
	u64 tid;
	u32 len;
	u16 type;
	u32 nparams;
	u16 lengths[2];
	s64 res;
	u64 fd;
} __attribute__((packed));
RECORD(ppm_evt_hdr);

RING(ringbuf_maps);

SEC("tracepoint/syscalls/sys_exit_close")
int close_x(struct trace_event_raw_sys_exit *ctx)
{
	struct ppm_evt_hdr *hdr;

	if (other_process())
		return 0;
	hdr = bpf_ringbuf_reserve(&ringbuf_maps, sizeof(struct ppm_evt_hdr), 0);
	if (!hdr)
		return 0;
	hdr->ts = bpf_ktime_get_boot_ns();
	hdr->tid = bpf_get_current_pid_tgid() & 0xffffffff;
	hdr->len = sizeof(struct ppm_evt_hdr);
	hdr->type = 5;
	hdr->nparams = 2;
	hdr->lengths[0] = 8;
	hdr->lengths[1] = 8;
	hdr->res = ctx->ret;
	hdr->fd = 0;
	bpf_ringbuf_submit(hdr, 0);
	return 0;
}
