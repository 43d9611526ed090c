// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * What a plain C program gets from libbpf: opens each object given, loads it, and attaches every program whose section
 * says where. Prints a line for each object:
 *
 *   NAME<tab>STAGE<tab>ERRNO<tab>ATTACHED<tab>MANUAL<tab>FAILED
 *
 * STAGE is the last one reached (open, load, attach), or ok; ATTACHED and MANUAL count programs, MANUAL those whose
 * section names no place; FAILED is the section of the first program that could not be attached.
 */
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LINKS 512

struct outcome {
	const char *stage;
	int error;
	int attached;
	int manual;
	const char *failed;
};

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return getenv("PLAIN_LOAD_VERBOSE") ? vfprintf(stderr, format, arguments) : 0;
}

static void attach(struct bpf_object *object, struct outcome *outcome)
{
	struct bpf_link *links[MOST_LINKS];
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		struct bpf_link *link;

		if (!bpf_program__autoload(program) || outcome->attached == MOST_LINKS)
			continue;
		link = bpf_program__attach(program);
		if (link) {
			links[outcome->attached++] = link;
		} else if (errno == EOPNOTSUPP && !strchr(bpf_program__section_name(program), '/')) {
			outcome->manual++;
		} else {
			outcome->error = errno;
			outcome->failed = bpf_program__section_name(program);
			break;
		}
	}
	for (int i = outcome->attached; i > 0; i--)
		bpf_link__destroy(links[i - 1]);
	if (!outcome->error)
		outcome->stage = "ok";
}

static void report(const char *path, const struct outcome *outcome)
{
	const char *slash = strrchr(path, '/');

	printf("%s\t%s\t%d\t%d\t%d\t%s\n", slash ? slash + 1 : path, outcome->stage, outcome->error, outcome->attached,
	       outcome->manual, outcome->failed);
	fflush(stdout);
}

static void try(const char *path)
{
	struct outcome outcome = {.stage = "open", .failed = ""};
	struct bpf_object *object = bpf_object__open_file(path, NULL);

	if (!object) {
		outcome.error = errno;
		report(path, &outcome);
		return;
	}
	outcome.stage = "load";
	outcome.error = -bpf_object__load(object);
	if (!outcome.error) {
		outcome.stage = "attach";
		attach(object, &outcome);
	}
	report(path, &outcome);
	bpf_object__close(object);
}

int main(int count, char **paths)
{
	libbpf_set_print(quiet);
	for (int i = 1; i < count; i++)
		try(paths[i]);
	return 0;
}
