// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * consume MODE OBJECT MAP TARGET BURST: attaches OBJECT and reads MAP with a callback that counts, until standard input
 * ends; prints "ready", and for each line of standard input the events read and refused so far.
 * MODE: poll    ring_buffer__poll, as libbpf's examples do
 *       consume ring_buffer__consume in a loop, asleep for 0.2 ms when there was nothing; no wake-ups
 *       perf    perf_buffer__consume for what epoll says is ready (perf_buffer__poll)
 *       batch   ring_buffer__consume once for each line of standard input; prints the events and nanoseconds of that
 */
#include "reference.h"

struct flood_event {
	uint64_t number, time;
	uint32_t pid, cpu;
	char comm[16];
	uint64_t rest[3];
};

static long events, sum, lost;

static int on_event(void *context, void *data, size_t size)
{
	struct flood_event *event = data;

	events++;
	sum += event->pid + event->number;
	return 0;
}

static void on_sample(void *context, int cpu, void *data, uint32_t size)
{
	on_event(context, data, size);
}

static void on_lost(void *context, int cpu, unsigned long long count)
{
	lost += count;
}

/* Answers a question, if there is one. Looked for only now and then: it is a system call. */
static int asked(struct bpf_object *object)
{
	struct pollfd in = {.fd = 0, .events = POLLIN};
	char line[64];
	int64_t refused;

	if (poll(&in, 1, 0) <= 0)
		return 1;
	if (read(0, line, sizeof(line)) <= 0)
		return 0;
	refused = read_global(object, "events_lost");
	printf("%ld %ld\n", events, refused < 0 ? lost : (long)refused);
	return 1;
}

static void batches(struct ring_buffer *ring)
{
	char line[64];

	while (fgets(line, sizeof(line), stdin)) {
		int64_t start = now();
		int got = ring_buffer__consume(ring);

		printf("%d %ld\n", got, (long)(now() - start));
	}
}

int main(int count, char **words)
{
	struct timespec nap = {0, 200000};
	struct ring_buffer *ring = NULL;
	struct perf_buffer *perf = NULL;
	int fd;

	if (count != 6)
		fail("usage: consume MODE OBJECT MAP TARGET BURST", EINVAL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	libbpf_set_print(quiet);
	struct bpf_object *object = open_object(words[2]);

	set_constant(object, "target", atoi(words[4]));
	set_constant(object, "burst", atoi(words[5]));
	int batch = !strcmp(words[1], "batch");
	int consumes = !strcmp(words[1], "consume");

	if (consumes || batch)    /* no wake-up before a gigabyte is waiting: never */
		set_constant(object, "eunomia_wakeup_bytes", 1 << 30);
	load_object(object);
	fd = bpf_object__find_map_fd_by_name(object, words[3]);
	if (!strcmp(words[1], "perf"))
		perf = perf_buffer__new(fd, 64, on_sample, on_lost, NULL, NULL);
	else
		ring = ring_buffer__new(fd, on_event, NULL, NULL);
	if (!ring && !perf)
		fail("reader", errno);
	struct bpf_link *link = attach_only_program(object);

	puts("ready");
	int64_t next = now();

	if (batch)
		batches(ring);
	for (int go = !batch; go;) {
		int got = perf ? perf_buffer__poll(perf, 100) : consumes ? ring_buffer__consume(ring) : ring_buffer__poll(ring, 100);

		if (got < 0 && got != -EINTR)
			fail("read", got);
		if (consumes && got == 0)
			nanosleep(&nap, NULL);
		if (now() >= next) {
			go = asked(object);
			next = now() + 20000000;
		}
	}
	bpf_link__destroy(link);
	bpf_object__close(object);
	return sum == 42;    /* so that nothing of it is optimised away */
}
