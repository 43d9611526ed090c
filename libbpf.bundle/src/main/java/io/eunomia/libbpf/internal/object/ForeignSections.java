package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.ProgramType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Knows section names that libbpf does not, or no longer (1.0 made most of its names exact), and that have one obvious
 * meaning: those of iproute2, older libbpf, bcc's and Cilium's loaders and Aya. Programs in them get the type that the name
 * tells; the caller who loads them must give the place to attach to.
 */
final class ForeignSections {
    private static final Map<Pattern, ProgramType> TYPES = types();

    private ForeignSections() {
    }

    /** Program types by name pattern, suffixes allowed: {@code xdp_pass}, {@code classifier/ingress}, {@code socket1}. */
    private static Map<Pattern, ProgramType> types() {
        Map<Pattern, ProgramType> types = new LinkedHashMap<>();
        add(types, "xdp", ProgramType.XDP);
        add(types, "tc|classifier|cls|tc_cls", ProgramType.SCHED_CLS);
        add(types, "action|act|tc_act", ProgramType.SCHED_ACT);
        add(types, "socket|socket_filter|filter", ProgramType.SOCKET_FILTER);
        add(types, "perf_event", ProgramType.PERF_EVENT);
        add(types, "sockops", ProgramType.SOCK_OPS);
        add(types, "sk_msg", ProgramType.SK_MSG);
        add(types, "flow_dissector", ProgramType.FLOW_DISSECTOR);
        return types;
    }

    private static void add(Map<Pattern, ProgramType> types, String names, ProgramType type) {
        types.put(Pattern.compile("(?:" + names + ")(?:[/_-].+|\\d+)?"), type);
    }

    static void apply(OpenProgram program) {
        if (program.type() == ProgramType.UNSPEC) {
            type(program.section()).ifPresent(type -> program.type(type, attachType(type)));
        }
    }

    static Optional<ProgramType> type(String section) {
        String name = section.startsWith("?") ? section.substring(1) : section;
        return TYPES.entrySet().stream().filter(entry -> entry.getKey().matcher(name).matches())
                .map(Map.Entry::getValue).findFirst();
    }

    /** The {@code enum bpf_attach_type} of include/uapi/linux/bpf.h that {@code section_defs} gives to these types. */
    private static int attachType(ProgramType type) {
        return switch (type) {
            case SOCK_OPS -> 3;
            case SK_MSG -> 7;
            case FLOW_DISSECTOR -> 17;
            case XDP -> 37;
            default -> 0;
        };
    }
}
