// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Calls a kernel function that no kernel has. */
#include "corpus.bpf.h"

extern int eunomia_no_such_kfunc(void) __ksym;

SEC("tracepoint/syscalls/sys_enter_openat")
int calls_missing_kfunc(void *ctx)
{
	return eunomia_no_such_kfunc();
}
