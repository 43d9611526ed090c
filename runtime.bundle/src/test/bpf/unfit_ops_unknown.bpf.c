// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Operations in a struct that has none in the kernel. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct file_operations {
	int (*release)(void *inode, void *file);
};

SEC("struct_ops/release")
int operation(void *context)
{
	return 0;
}

SEC(".struct_ops.link")
struct file_operations unfit = {.release = (void *)operation};

char LICENSE[] SEC("license") = "GPL";
