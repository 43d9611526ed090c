package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The programs of update_kinds.bpf.c, one for each kind of hook, which see what {@link NumberedWork} does. */
final class NumberedKinds {
    static final String PERF_EVENT = "perf_event";
    static final List<String> KINDS = List.of("tracepoint", "raw_tp", "tp_btf", "kprobe", "kretprobe", "fentry", "fexit", "uprobe",
            "uretprobe", PERF_EVENT);

    private NumberedKinds() {
    }

    /** A package with the program of one kind. @param object update_kinds, or update_kinds_2, which says another version */
    static PackageSource source(String kind, String object) throws IOException {
        return source(kind, object, "");
    }

    /** @param more members of the package, each followed by a comma */
    static PackageSource source(String kind, String object, String more) throws IOException {
        String json = "{\"eunomia\":1," + more + "\"name\":\"" + kind + "\",\"progs\":[\"by_" + kind + "\"],\"data\":\""
                + Base64.getEncoder().encodeToString(object(object)) + "\"}";
        return new PackageSource("", json.getBytes(StandardCharsets.UTF_8), "test");
    }

    private static byte[] object(String name) throws IOException {
        try (InputStream in = NumberedKinds.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        }
    }

    /** The options with which it sees this work alone. */
    static StartOptions options(String kind, NumberedWork work) throws IOException {
        Map<String, String> attach = kind.equals(PERF_EVENT)
                ? Map.of("by_perf_event", "period=1,event=page-faults,pid=" + work.threadId()) : Map.of();
        return new StartOptions(kind, Map.of("target_pid", Long.toString(ProcessHandle.current().pid()),
                "first_page", Long.toString(work.firstPage()), "pages", Integer.toString(NumberedWork.PAGES)), attach, List.of());
    }

    /** Why this kernel lacks it, without what differs between runs. */
    static String reason(TrackerException unsupported) {
        return unsupported.failure().message().replaceFirst("^.*does not offer: ", "").split(";")[0];
    }
}
