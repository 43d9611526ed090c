// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After memory tracers: an instruction pointer, an address, an error code. */
#include "layouts.bpf.h"

struct exceptions {
	u64 unused_head;
	unsigned long address;
	unsigned long ip;
	unsigned long error_code;
};

struct fault {
	unsigned long address;
	unsigned long ip;
	u64 at;
	u32 error;
	u32 tgid;
	bool user;
	char comm[TASK_COMM_LEN];
};
RECORD(fault);

RING(faults);

SEC("tracepoint/exceptions/page_fault_user")
int on_fault(struct exceptions *ctx)
{
	struct fault *f;

	if (other_process())
		return 0;
	f = bpf_ringbuf_reserve(&faults, sizeof(*f), 0);
	if (!f)
		return 0;
	f->address = ctx->address;
	f->ip = ctx->ip;
	f->at = bpf_ktime_get_ns();
	f->error = (u32)ctx->error_code;
	f->tgid = bpf_get_current_pid_tgid() >> 32;
	f->user = (ctx->error_code & 4) != 0;
	bpf_get_current_comm(f->comm, sizeof(f->comm));
	bpf_ringbuf_submit(f, 0);
	return 0;
}
