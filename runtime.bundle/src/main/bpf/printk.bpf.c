/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Sees what the programs of one tracker print with bpf_printk.
 *
 * The kernel writes the text of every program on the machine into one trace. It also passes each text by the tracepoint
 * bpf_trace_printk (since Linux 5.9), on the stack of the program that prints: the function that called the helper is the
 * one that the helper returns to. Texts whose caller is a function of this tracker go into the ring, all others are
 * somebody else's. Nobody's trace_pipe is read.
 */
#include "eunomia.bpf.h"

#define FRAMES 24
#define HELPERS 8
#define FUNCTIONS 256

/* Instructions from `start` to before `end`. */
struct code {
	__u64 start, end;
};

struct printk_event {
	eu_ktime_ns_t time;
	eu_pid_t pid;
	char comm[16];
	__u32 cpu;
	char text[1024]; /* as long as the kernel lets it be; without a line break at its end */
};

/* The kernel's functions behind bpf_printk. */
const volatile struct code eunomia_helpers[HELPERS];
/* The tracker's functions. */
const volatile struct code eunomia_functions[FUNCTIONS];
const volatile __u32 eunomia_function_count = 0;

EUNOMIA_RING(printk, struct printk_event, 256 * 1024);

struct work {
	__u64 frames[FRAMES];
	struct printk_event event;
};

/* A tracepoint's program is never entered twice on a CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct work);
} work SEC(".maps");

struct bpf_raw_tracepoint_args {
	__u64 args[0];
};

static __always_inline bool is_helper(__u64 address)
{
	for (__u32 i = 0; i < HELPERS; i++)
		if (address > eunomia_helpers[i].start && address <= eunomia_helpers[i].end)
			return true;
	return false;
}

/* Who called the helper: its return address follows the helper's own. 0 when the stack does not tell. */
static __always_inline __u64 caller(const __u64 *frames)
{
	bool inside = false;

	for (__u32 i = 0; i < FRAMES; i++) {
		bool helper = is_helper(frames[i]);

		if (inside && !helper)
			return frames[i];
		inside = helper;
	}
	return 0;
}

static __always_inline bool is_ours(__u64 address)
{
	for (__u32 i = 0; i < FUNCTIONS && i < eunomia_function_count; i++)
		if (address > eunomia_functions[i].start && address <= eunomia_functions[i].end)
			return true;
	return false;
}

SEC("raw_tp/bpf_trace_printk")
int on_printk(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 zero = 0;
	struct work *w = bpf_map_lookup_elem(&work, &zero);
	long length;
	__u32 size;

	if (!w)
		return 0;
	__builtin_memset(w->frames, 0, sizeof(w->frames));
	bpf_get_stack(ctx, w->frames, sizeof(w->frames), 0);
	if (!is_ours(caller(w->frames)))
		return 0;
	length = bpf_probe_read_kernel_str(w->event.text, sizeof(w->event.text), (const void *)ctx->args[0]);
	if (length < 1)
		return 0;
	size = (length - 1) & 1023;
	if (size > 0 && w->event.text[(size - 1) & 1023] == '\n')
		size--;
	if (size == 0) {
		w->event.text[0] = 0;
		size = 1;
	}
	w->event.time = bpf_ktime_get_ns();
	w->event.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(w->event.comm, sizeof(w->event.comm));
	w->event.cpu = bpf_get_smp_processor_id();
	eunomia_output(printk, &w->event, __builtin_offsetof(struct printk_event, text) + (size & 1023));
	return 0;
}

EUNOMIA_LICENSE;
