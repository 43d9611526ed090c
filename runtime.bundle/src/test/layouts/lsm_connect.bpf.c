// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's lsm-connect, with a record. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct denial {
	u32 pid;
	u32 uid;
	u32 dest;
	u16 port;
	s16 verdict;
	char comm[TASK_COMM_LEN];
};
RECORD(denial);

RING(denials);

SEC("lsm/socket_connect")
int BPF_PROG(restrict_connect, struct socket *sock, struct sockaddr *address, int addrlen, int ret)
{
	struct sockaddr_in *addr = (struct sockaddr_in *)address;
	struct denial *d;

	if (ret != 0 || BPF_CORE_READ(address, sa_family) != AF_INET)
		return ret;
	d = bpf_ringbuf_reserve(&denials, sizeof(*d), 0);
	if (!d)
		return 0;
	d->pid = bpf_get_current_pid_tgid() >> 32;
	d->uid = bpf_get_current_uid_gid() & 0xFFFFFFFF;
	d->dest = BPF_CORE_READ(addr, sin_addr.s_addr);
	d->port = bpf_ntohs(BPF_CORE_READ(addr, sin_port));
	d->verdict = -1;
	bpf_get_current_comm(d->comm, sizeof(d->comm));
	bpf_ringbuf_submit(d, 0);
	return -1;
}
