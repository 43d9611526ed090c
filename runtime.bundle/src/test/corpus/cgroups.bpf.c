// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs at a cgroup: they let everything pass. */
#include "corpus.bpf.h"

SEC("cgroup_skb/ingress")
int on_ingress(struct __sk_buff *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup_skb/egress")
int on_egress(struct __sk_buff *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/sock_create")
int on_sock_create(struct bpf_sock *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/sock_release")
int on_sock_release(struct bpf_sock *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/post_bind4")
int on_post_bind4(struct bpf_sock *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/bind4")
int on_bind4(struct bpf_sock_addr *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/connect4")
int on_connect4(struct bpf_sock_addr *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/sendmsg4")
int on_sendmsg4(struct bpf_sock_addr *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/recvmsg4")
int on_recvmsg4(struct bpf_sock_addr *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/getpeername4")
int on_getpeername4(struct bpf_sock_addr *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/sysctl")
int on_sysctl(struct bpf_sysctl *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/dev")
int on_device(struct bpf_cgroup_dev_ctx *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/getsockopt")
int on_getsockopt(struct bpf_sockopt *ctx)
{
	hit_any(1);
	return 1;
}

SEC("cgroup/setsockopt")
int on_setsockopt(struct bpf_sockopt *ctx)
{
	hit_any(1);
	return 1;
}
