package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans and starts every program of the objects {@code matrix_*} at every target with every map, and prints what came of
 * it: a line for each program and target, a column for each map. Run in a network namespace of its own, where {@code lo}
 * is nobody else's; the cgroup is made and removed.
 */
public final class PlanMatrix {
    private static final List<String> MAPS = List.of("none", "hash", "ring", "storage", "unsized", "trie", "long_key",
            "wide_programs", "eager_storage");
    /** By program; an empty target leaves it to the section. */
    private static final List<Map.Entry<String, List<String>>> TARGETS = List.of(
            Map.entry("tracepoint_open", List.of("", "syscalls/sys_enter_getpgid", "syscalls/sys_enter_no_such", "nonsense")),
            Map.entry("tracepoint_there", List.of("")), Map.entry("tracepoint_missing", List.of("")),
            Map.entry("raw_open", List.of("", "sched_process_exit", "there_is_none")),
            Map.entry("raw_missing", List.of("")), Map.entry("btf_there", List.of("", "there_is_none")),
            Map.entry("btf_missing", List.of("")), Map.entry("kprobe_there", List.of("")),
            Map.entry("fentry_there", List.of("")), Map.entry("lsm_there", List.of("")),
            Map.entry("uprobe_open", List.of("", "libc:getpgid", "libc:there_is_none", "there_is_none:getpgid",
                    "/etc/passwd:getpgid", "/there/is/none:getpgid", "libc:getpg*", "libc:getpgid,pid=2147483647")),
            Map.entry("uretprobe_there", List.of("")), Map.entry("uprobe_half", List.of("")),
            Map.entry("usdt_open", List.of("", "/etc/passwd:a:b", "libc:there:is_none")),
            Map.entry("perf_open", List.of("", "hz=49", "period=0", "hz=99999999", "event=there_is_none", "event=cycles",
                    "hz=9,pid=2147483647")),
            Map.entry("perf_foreign", List.of("")), Map.entry("perf_wrong", List.of("")),
            Map.entry("iter_there", List.of("")), Map.entry("iter_missing", List.of("")),
            Map.entry("iter_elements", List.of("")), Map.entry("iter_storage", List.of("")),
            Map.entry("iter_sockets", List.of("")), Map.entry("iter_cgroups", List.of("")),
            Map.entry("multi_there", List.of("", "libc:getpg*", "libc:there_is_none*", "libc:getpg*,pid=2147483647")), Map.entry("multi_return", List.of("")),
            Map.entry("multi_pattern", List.of("")), Map.entry("multi_nothing", List.of("")),
            Map.entry("uprobe_beyond", List.of("", "libc:getpgid")), Map.entry("uprobe_header", List.of("")),
            Map.entry("unnamed_operation", List.of("")),
            Map.entry("run_on_demand", List.of("", "lo")), Map.entry("unknown_section", List.of("")),
            Map.entry("sockops_open", List.of("", "${cgroup}", "/etc", "/there/is/none")),
            Map.entry("dissector_open", List.of("", "/proc/self/ns/net", "/proc/self/ns/mnt", "/there/is/none")),
            Map.entry("tunnel", List.of("")), Map.entry("traffic_action", List.of("lo:ingress")),
            Map.entry("cgroup_packets", List.of("", "${cgroup}", "/etc", "/there/is/none")),
            Map.entry("cgroup_devices", List.of("", "${cgroup}")),
            Map.entry("lookup_open", List.of("", "/proc/self/ns/net", "/proc/self/ns/mnt", "/etc/passwd")),
            Map.entry("filter_hook", List.of("", "ipv4:input", "ipv4:there", "ipv4:input:2147483647")),
            Map.entry("message_open", List.of("", "there_is_none")), Map.entry("reuseport", List.of("")),
            Map.entry("socket_open", List.of("", "lo", "none0")), Map.entry("socket_foreign", List.of("lo")),
            Map.entry("xdp_open", List.of("", "lo", "none0", "ifindex=1", "ifindex=99")),
            Map.entry("xdp_foreign", List.of("lo")),
            Map.entry("tc_open", List.of("", "lo", "lo:egress", "lo:sideways", "none0")),
            Map.entry("tc_foreign", List.of("lo")));

    /** Objects whose symbols, maps or code no load takes, and some that only look so. */
    private static final List<String> UNFIT = List.of("unfit_kconfig_bool", "unfit_kconfig_text", "unfit_kconfig_int",
            "unfit_kconfig_number", "unfit_kconfig_fits", "unfit_kversion_byte", "unfit_ring_flag", "unfit_outer_map",
            "unfit_map_type", "unfit_optional_only", "unfit_ksym_type", "unfit_kfunc_type", "unfit_kfunc_weak", "unfit_ksym_several",
            "unfit_kconfig_foreign", "unfit_kconfig_virtual", "unfit_ops_member", "unfit_ops_size", "unfit_ops_twice",
            "unfit_ops_unknown", "unfit_inner_map", "unfit_hash_flag", "unfit_map_memory", "unfit_called", "unfit_called_other", "unfit_replacement",
            "unfit_core_member", "unfit_helper");

    private final EngineFixture fixture;
    private final Path cgroup;
    private int cells;
    private int refused;
    private final List<String> disagreements = new ArrayList<>();

    private PlanMatrix(EngineFixture fixture, Path cgroup) {
        this.fixture = fixture;
        this.cgroup = cgroup;
    }

    /** @param arguments none; the last line printed is {@code cells N refused N} and how many differ */
    public static void main(String[] arguments) throws IOException {
        try (EngineFixture fixture = new EngineFixture()) {
            Path cgroup = Path.of(fixture.libbpf.probes().facts().cgroup2().orElseThrow())
                    .resolve("eunomia-matrix-" + ProcessHandle.current().pid());
            Files.createDirectory(cgroup);
            try {
                new PlanMatrix(fixture, cgroup).print();
            } finally {
                Files.delete(cgroup);
            }
        }
    }

    private void print() {
        System.out.printf("%-20s %-30s %s%n", "PROGRAM", "TARGET", String.join(" ", MAPS.stream()
                .map("%-14s"::formatted).toList()));
        for (Map.Entry<String, List<String>> program : TARGETS) {
            for (String target : program.getValue()) {
                StringBuilder line = new StringBuilder("%-20s %-30s".formatted(program.getKey(), target));
                for (String map : MAPS) {
                    line.append(" %-14s".formatted(cell(program.getKey(), target, map)));
                }
                System.out.println(line);
            }
        }
        for (String object : UNFIT) {
            System.out.printf("%-51s %s%n", object, cell(EngineFixture.bare(object), object, StartOptions.none()));
        }
        disagreements.forEach(System.out::println);
        System.out.println("cells " + cells + " refused " + refused + " differ " + disagreements.size());
    }

    private String cell(String program, String target, String map) {
        TrackerPackage object = EngineFixture.of("matrix_" + map, EngineFixture.programs(Set.of(program)));
        StartOptions options = target.isEmpty() ? StartOptions.none() : StartOptions.none()
                .withAttach(Map.of(program, List.of(target.replace("${cgroup}", cgroup.toString()))));
        return cell(object, program + ' ' + target + ' ' + map, options);
    }

    private String cell(TrackerPackage object, String what, StartOptions options) {
        String planned = planned(object, options);
        String started = started(object, options);
        cells++;
        boolean alike = planned.equals(started) || refusedByVerifier(planned) && refusedByVerifier(started);
        refused += alike && !planned.equals("runs") ? 1 : 0;
        if (!alike) {
            disagreements.add("DIFFER " + what + ": plan " + planned + ", start " + started);
        }
        return word(started) + (alike ? "" : "!");
    }

    /** A plan knows what is lacking, the verifier where it came to it. */
    private static boolean refusedByVerifier(String outcome) {
        return outcome.startsWith("VERIFIER ");
    }

    private static String word(String outcome) {
        return outcome.equals("runs") ? outcome : outcome.substring(0, outcome.indexOf(' ')).toLowerCase()
                .replace('_', '-');
    }

    private String planned(TrackerPackage object, StartOptions options) {
        try {
            Plan plan = fixture.engine.planner().plan(object, options);
            return plan.runnable() ? "runs" : text(plan.obstacles().get(0));
        } catch (TrackerException e) {
            return text(e.failure());
        }
    }

    private String started(TrackerPackage object, StartOptions options) {
        try (ActiveTracker tracker = fixture.engine.start(object, options, new TrackerHub())) {
            return tracker.programs().isEmpty() ? "INTERNAL nothing is attached" : "runs";
        } catch (TrackerException e) {
            return text(e.failure());
        }
    }

    private static String text(Failure failure) {
        return failure.kind() + " " + failure.message() + " [" + failure.hint() + ']';
    }
}
