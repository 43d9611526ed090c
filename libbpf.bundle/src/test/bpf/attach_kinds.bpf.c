// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* One program for each way of attaching; each counts its own hits. Tests load one at a time. */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define bool _Bool

/* arch/x86/include/uapi/asm/ptrace.h; usdt.bpf.h reads the instruction pointer. */
struct pt_regs {
	unsigned long r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, eflags,
			rsp, ss;
};

#include <bpf/usdt.bpf.h>

const volatile int only_tgid = 0;
__u64 hits = 0;

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} sockets SEC(".maps");

static int count(void)
{
	if (only_tgid != 0 && (bpf_get_current_pid_tgid() >> 32) != (__u32)only_tgid)
		return 0;
	__sync_fetch_and_add(&hits, 1);
	return 0;
}

static int count_any(int result)
{
	__sync_fetch_and_add(&hits, 1);
	return result;
}

SEC("tracepoint")
int by_tracepoint(void *ctx)
{
	return count();
}

SEC("raw_tp")
int by_raw_tracepoint(void *ctx)
{
	return count();
}

SEC("tp_btf/sys_enter")
int by_btf_tracepoint(void *ctx)
{
	return count();
}

SEC("kprobe")
int by_kprobe(void *ctx)
{
	return count();
}

SEC("kprobe.multi")
int by_kprobe_multi(void *ctx)
{
	return count();
}

SEC("ksyscall/getppid")
int by_ksyscall(void *ctx)
{
	return count();
}

SEC("uprobe")
int by_uprobe(void *ctx)
{
	return count();
}

SEC("uretprobe")
int by_uretprobe(void *ctx)
{
	return count();
}

SEC("usdt")
int BPF_USDT(by_usdt)
{
	return count();
}

SEC("perf_event")
int by_perf_event(void *ctx)
{
	return count_any(0);
}

SEC("xdp")
int by_xdp(struct xdp_md *ctx)
{
	return count_any(XDP_PASS);
}

/* TC_ACT_UNSPEC, TCX_NEXT: the next program at the hook sees the packet too. */
SEC("tc")
int by_classifier(struct __sk_buff *ctx)
{
	return count_any(-1);
}

SEC("cgroup/sock_create")
int by_cgroup(void *ctx)
{
	return count_any(1);
}

SEC("sk_lookup")
int by_network_namespace(struct bpf_sk_lookup *ctx)
{
	return count_any(SK_PASS);
}

SEC("socket")
int by_packets(struct __sk_buff *ctx)
{
	count_any(0);
	return 0;
}

SEC("sk_skb/stream_verdict")
int by_socket_map(struct __sk_buff *ctx)
{
	return count_any(SK_PASS);
}

SEC("lsm/file_open")
int by_lsm(void *ctx)
{
	return count();
}

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
} __attribute__((preserve_access_index));

struct bpf_map {
	__u32 id;
} __attribute__((preserve_access_index));

struct bpf_iter__bpf_map {
	struct bpf_iter_meta *meta;
	struct bpf_map *map;
} __attribute__((preserve_access_index));

SEC("iter/bpf_map")
int by_iterator(struct bpf_iter__bpf_map *ctx)
{
	struct bpf_map *map = ctx->map;
	__u32 id;

	if (!map)
		return 0;
	id = map->id;
	bpf_seq_write(ctx->meta->seq, &id, sizeof(id));
	return count_any(0);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
