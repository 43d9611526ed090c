package io.eunomia.runtime.internal.parse;

import java.util.List;
import java.util.Map;

/**
 * Reads {@code meta.bpf_skel.progs} of form 3, which says where eunomia-bpf's loader attaches a program. It takes
 * interfaces by their number, those of XDP beside the program and those of tc in {@code tchook}; names and defaults are
 * those of {@code bpf-loader-lib/src/meta} of eunomia-bpf.
 */
final class EunomiaBpfPrograms {
    private static final int MOST_INTERFACES = Integer.MAX_VALUE;
    /** The loader's spellings of directions, such as {@code BPF_TC_INGRESS}. */
    private static final Map<String, List<String>> DIRECTIONS = Map.of("BPF_TC_INGRESS", List.of("ingress"),
            "BPF_TC_EGRESS", List.of("egress"), "BPF_TC_INGRESS|BPF_TC_EGRESS", List.of("ingress", "egress"));

    private EunomiaBpfPrograms() {
    }

    static void read(Draft draft, JsonValue programs) {
        for (JsonValue program : programs.elements()) {
            JsonObject members = program.object();
            String name = members.get("name").text();
            JsonValue index = members.get("ifindex");
            JsonValue hook = members.get("tchook");
            if (index.present()) {
                draft.attach.put(name, List.of("ifindex=" + index.whole(MOST_INTERFACES)));
                notHonoured(members.get("flags"), "the kernel chooses how XDP runs");
                notHonoured(members.get("xdpopts").objectOrEmpty().get("old_prog_fd"),
                        "a descriptor means nothing outside of its process");
            }
            if (hook.present()) {
                tc(draft, name, hook.object());
                JsonObject options = members.get("tcopts").objectOrEmpty();
                notHonoured(options.get("handle"), "programs at a tc hook run in the order of their attachment");
                notHonoured(options.get("priority"), "programs at a tc hook run in the order of their attachment");
            }
            JsonValue link = members.get("link");
            if (!link.flagOr(true)) {
                link.warn("is not honoured: a program that has a place is attached; --without " + name + " leaves it out");
            }
        }
    }

    private static void tc(Draft draft, String program, JsonObject hook) {
        long index = hook.get("ifindex").whole(MOST_INTERFACES);
        JsonValue place = hook.get("attach_point");
        List<String> directions = DIRECTIONS.get(place.textOr("BPF_TC_INGRESS").replace(" ", ""));
        if (directions == null) {
            place.warn("is not honoured: " + String.join(", ", DIRECTIONS.keySet().stream().sorted().toList())
                    + " are understood");
            return;
        }
        draft.attach.put(program, directions.stream().map(direction -> "ifindex=" + index + ':' + direction).toList());
    }

    private static void notHonoured(JsonValue value, String why) {
        if (value.present() && !value.scalarOr("").matches("0|-1|")) {
            value.warn("is not honoured: " + why);
        }
    }
}
