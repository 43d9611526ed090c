// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Every execve that succeeds and every process that ends, once each, in one ring. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "core_fixes.bpf.h"
#include "target.bpf.h"
#include "process.h"

#define SIGNAL_GROUP_EXIT 0x4 /* include/linux/sched/signal.h */
#define EEXIST 17

/* Report successful execs. */
const volatile bool execs = true;
/* Report exits. */
const volatile bool exits = true;
/* Only exits of processes that lived at least so long. */
const volatile __u64 min_duration = 0;

EUNOMIA_RING(events, struct process_event, 1024 * 1024);

/*
 * Where a record is put together: the ring cannot take one of unknown length in place. The two
 * programs run in the context of the task they report on with preemption off, so neither can
 * interrupt the other on a CPU.
 */
struct scratch {
	struct process_event event;
	/* Length of event.args. In memory, so that the verifier does not follow each length apart. */
	__u64 args_length;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct scratch);
} scratches SEC(".maps");

struct process_identity {
	__u64 start_time;
	__u64 pid;
};

/* Processes whose end has been reported, where the kernel does not name the last thread. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct process_identity);
	__type(value, __u8);
} ended SEC(".maps");

/* Since fork, across execs: of the leader, whose start an execing thread inherits. */
static __always_inline __u64 process_age(struct task_struct *task, __u64 now)
{
	return now - BPF_CORE_READ(task, group_leader, start_time);
}

/* The CPU's scratch, filled with what both kinds share and zero in the rest up to args. */
static __always_inline struct scratch *begin(enum process_event_kind kind, __u64 now, __u64 age,
					     struct task_struct *task)
{
	__u32 zero = 0;
	struct scratch *scratch = bpf_map_lookup_elem(&scratches, &zero);
	__u64 uid_gid = bpf_get_current_uid_gid();
	struct process_event *event;

	if (!scratch)
		return NULL;
	event = &scratch->event;
	eunomia_zero(event, __builtin_offsetof(struct process_event, args));
	event->time = now;
	event->duration_ns = age;
	event->kind = kind;
	event->cgroup_id = bpf_get_current_cgroup_id();
	event->pid = BPF_CORE_READ(task, tgid);
	event->ppid = BPF_CORE_READ(task, real_parent, tgid);
	event->uid = (__u32)uid_gid;
	event->gid = uid_gid >> 32;
	event->mount_ns = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	event->pid_ns = task_pid_namespace(task);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	return scratch;
}

/* The high bit of each byte of `word` that is 0, exactly. */
static __always_inline __u64 zero_bytes(__u64 word)
{
	const __u64 low7 = 0x7f7f7f7f7f7f7f7fULL;

	return ~(((word & low7) + low7) | word | low7);
}

static __always_inline __u32 count_marks(__u64 marks)
{
	return ((marks >> 7) * 0x0101010101010101ULL) >> 56;
}

/* Index of the byte that holds the n-th mark, n from 1; 8 if there are fewer. */
static __always_inline __u32 find_mark(__u64 marks, __u32 n)
{
	__u32 byte;

#pragma clang loop unroll(disable)
	for (byte = 0; byte < 8; byte++) {
		if ((marks >> (byte * 8)) & 0x80 && --n == 0)
			break;
	}
	return byte;
}

/*
 * Puts a space for each NUL between two arguments and cuts after the first ARGS_MAX. Eight bytes
 * a step and without a branch per byte: that keeps the verifier's work small.
 */
static __always_inline void join_args(struct scratch *scratch)
{
	__u64 *words = (__u64 *)scratch->event.args;
	__u32 length = scratch->args_length;
	__u32 seen = 0;

#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < ARGS_LEN / 8 && i * 8 < length; i++) {
		__u64 marks = zero_bytes(words[i]);
		__u32 count = count_marks(marks);

		words[i] |= marks >> 2; /* 0x80 to 0x20, a space */
		if (seen + count >= ARGS_MAX) {
			__u32 end = i * 8 + find_mark(marks, ARGS_MAX - seen);

			if (end < length)
				scratch->args_length = end;
			return;
		}
		seen += count;
	}
}

/* Takes the arguments from where the new program finds them, on its stack. */
static __always_inline void read_args(struct scratch *scratch, struct task_struct *task)
{
	__u64 start = BPF_CORE_READ(task, mm, arg_start);
	__u64 length = BPF_CORE_READ(task, mm, arg_end) - start;

	if (length <= ARGS_LEN)
		length -= length > 0; /* the last argument's own NUL */
	else
		length = ARGS_LEN;
	if (length > ARGS_LEN || bpf_probe_read_user(scratch->event.args, length, (void *)start))
		length = 0;
	scratch->args_length = length;
	join_args(scratch);
}

/* Fires once for each execve that succeeds, when the task has its new memory, name and rights. */
SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, int old_pid, struct linux_binprm *program)
{
	__u64 now = bpf_ktime_get_ns();
	struct scratch *scratch;
	__u64 length;

	if (!execs || !current_is_target())
		return 0;
	scratch = begin(EXEC, now, process_age(task, now), task);
	if (!scratch)
		return 0;
	scratch->event.argc = BPF_CORE_READ(program, argc);
	bpf_probe_read_kernel_str(scratch->event.filename, sizeof(scratch->event.filename),
				  BPF_CORE_READ(program, filename));
	read_args(scratch, task);
	length = ((volatile struct scratch *)scratch)->args_length;
	if (length <= ARGS_LEN)
		eunomia_output(events, &scratch->event,
			       __builtin_offsetof(struct process_event, args) + length);
	return 0;
}

/*
 * Whether this thread's exit is the end of its process. A thread group ends once, but its
 * last threads may come here on several CPUs with no thread counted as alive any more: where the
 * kernel does not tell which one took the count to zero, the first to come here reports.
 */
static __always_inline bool ends_process(struct task_struct *task, unsigned long long *ctx)
{
	struct process_identity process;
	__u8 seen = 1;

	if (exit_tells_group_dead())
		return ((volatile unsigned long long *)ctx)[1] & 1;
	if (BPF_CORE_READ(task, signal, live.counter) > 0)
		return false;
	process.start_time = BPF_CORE_READ(task, group_leader, start_time);
	process.pid = BPF_CORE_READ(task, tgid);
	return map_result(bpf_map_update_elem(&ended, &process, &seen, BPF_NOEXIST)) != -EEXIST;
}

/* What wait(2) will report: the group's code if a signal or exit_group(2) ended all threads. */
static __always_inline int process_exit_code(struct task_struct *task)
{
	if (BPF_CORE_READ(task, signal, flags) & SIGNAL_GROUP_EXIT)
		return BPF_CORE_READ(task, signal, group_exit_code);
	return BPF_CORE_READ(task, group_leader, exit_code);
}

/* Fires for each thread that exits, after its exit code is set. */
SEC("tp_btf/sched_process_exit")
int on_exit(unsigned long long *ctx)
{
	struct task_struct *task = (void *)ctx[0];
	__u64 now = bpf_ktime_get_ns();
	struct scratch *scratch;
	__u64 age;
	int code;

	if (!exits || !current_is_target() || !ends_process(task, ctx))
		return 0;
	age = process_age(task, now);
	if (age < min_duration)
		return 0;
	scratch = begin(EXIT, now, age, task);
	if (!scratch)
		return 0;
	code = process_exit_code(task);
	scratch->event.exit_code = (code >> 8) & 0xff;
	scratch->event.signal = code & 0x7f;
	eunomia_output(events, &scratch->event, __builtin_offsetof(struct process_event, filename));
	return 0;
}

EUNOMIA_LICENSE;
