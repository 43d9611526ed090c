package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.MapBlueprint;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the libbpf version that brought a feature, for features which an older libbpf refuses with a message that does not
 * help. Sections are those of {@code section_defs} in libbpf.c as of 1.1.2, 1.4.6 and 1.7.0; a section that 1.4.6 knows and
 * 1.1.2 does not counts as 1.4.
 */
final class NewerLibbpf {
    private static final String REMEDY = "--libbpf FILE takes another one (eunomia run, plan and server)";
    private static final List<String> SINCE_1_4 = List.of("netfilter", "netkit", "tcx", "tc/ingress", "tc/egress",
            "uprobe.multi", "uprobe.multi.s", "uretprobe.multi", "uretprobe.multi.s", "usdt.s", "struct_ops.s",
            "sk_skb/verdict", "cgroup/connect_unix", "cgroup/sendmsg_unix", "cgroup/recvmsg_unix",
            "cgroup/getpeername_unix", "cgroup/getsockname_unix");
    /** The minor version of libbpf 1 that knows a section, by the section's name or its part before the slash. */
    private static final Map<String, Integer> SECTIONS = sections();

    private final int major;
    private final int minor;
    private final String version;

    /** @param version the version as people write it */
    NewerLibbpf(int major, int minor, String version) {
        this.major = major;
        this.minor = minor;
        this.version = version;
    }

    /** Features that are newer than a libbpf. @param library the libbpf in use */
    static NewerLibbpf than(LibBpf library) {
        return new NewerLibbpf(library.libbpf_major_version(), library.libbpf_minor_version(),
                library.libbpf_version_string().replaceFirst("^v", ""));
    }

    private static Map<String, Integer> sections() {
        Map<String, Integer> since = new LinkedHashMap<>();
        SINCE_1_4.forEach(section -> since.put(section, 4));
        since.put("kprobe.session", 5);
        since.put("uprobe.session", 6);
        since.put("uprobe.session.s", 6);
        since.put("fsession", 7);
        since.put("fsession.s", 7);
        return since;
    }

    /** The exception that tells why a program without a type cannot be loaded. */
    BpfException unknownSection(String program, String section) {
        String known = "libbpf " + version + " knows no section \"" + section + '"';
        return forSection(section).<BpfException>map(lack -> new UnsupportedFeatureException("program load", program,
                "libbpf", 0, lack)).orElseGet(() -> new BpfException("program load", program, 0, known
                        + ": write it as a section that it knows"));
    }

    /** @throws UnsupportedFeatureException when this libbpf cannot read or create one of an object's maps */
    void check(List<MapBlueprint> maps) {
        for (MapBlueprint map : maps) {
            forMap(map).ifPresent(lack -> {
                throw new UnsupportedFeatureException("map create", map.name(), "libbpf", 0, lack);
            });
        }
    }

    /** The sentence for a section that this libbpf does not know; empty where no version is known to have it. */
    Optional<String> forSection(String section) {
        String name = section.startsWith("?") ? section.substring(1) : section;
        int slash = name.indexOf('/');
        Integer since = SECTIONS.getOrDefault(name, SECTIONS.get(slash < 0 ? name : name.substring(0, slash)));
        return since == null ? Optional.empty() : needs("section \"" + section + '"', since);
    }

    /** The sentence for a map that this libbpf cannot read or create. */
    Optional<String> forMap(MapBlueprint map) {
        if (map.type() == MapType.ARENA.number()) {
            return needs("map \"" + map.name() + "\" is an arena, which", 4);
        }
        boolean unsized = map.inner().filter(inner -> inner.type() == MapType.PERF_EVENT_ARRAY.number()
                && inner.maxEntries() == 0).isPresent();
        return unsized ? needs("map \"" + map.name() + "\" has perf event arrays without max_entries inside, which", 4)
                : Optional.empty();
    }

    private Optional<String> needs(String what, int since) {
        return major > 1 || minor >= since ? Optional.empty() : Optional.of(what + " needs libbpf 1." + since
                + " or newer, and this is " + version + ": " + REMEDY);
    }
}
