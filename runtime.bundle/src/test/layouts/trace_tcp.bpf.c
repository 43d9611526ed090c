// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_tcp: a key of four parts inside the record. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct tuple_key_t {
	u32 saddr_v4;
	u32 daddr_v4;
	u16 sport;
	u16 dport;
	u16 family;
	u32 netns;
};

struct event {
	u64 timestamp;
	struct tuple_key_t tuple;
	u32 pid;
	u32 uid;
	u8 type;
	char task[TASK_COMM_LEN];
};
RECORD(event);

RING(events);

SEC("raw_tp/inet_sock_set_state")
int BPF_PROG(ig_tcp_state, struct sock *sk, int oldstate, int newstate)
{
	struct tuple_key_t t = {};
	struct event *event;

	if (other_process())
		return 0;
	t.saddr_v4 = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
	t.daddr_v4 = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	t.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	t.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	t.family = BPF_CORE_READ(sk, __sk_common.skc_family);
	t.netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->timestamp = bpf_ktime_get_boot_ns();
	event->tuple = t;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->uid = (u32)bpf_get_current_uid_gid();
	event->type = newstate == 1;
	bpf_get_current_comm(&event->task, sizeof(event->task));
	bpf_ringbuf_submit(event, 0);
	return 0;
}
