package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.internal.names.IdFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The users in this process's {@code /etc/passwd}, and which other processes see the same file. Only what the kernel shows to
 * anybody is read, so no right to trace processes is needed. Other sources of users, such as LDAP, are not asked: that takes
 * long, and may itself be what is traced. Confined to one thread.
 */
final class HostUsers {
    // include/linux/proc_ns.h: PROC_PID_INIT_INO. In another pid namespace the ids that events have mean other processes.
    private static final String HOST_PIDS = "pid:[4026531836]";
    /** What is mounted at these places decides which file that is. */
    private static final Set<String> PLACES = Set.of("/", "/etc", "/etc/passwd");
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_NAMESPACES = 1024;
    private static final long NAMESPACE_NANOS = Duration.ofSeconds(10).toNanos();

    /** What was found out of a mount namespace. @param until as {@link System#nanoTime} counts */
    private record Judged(boolean same, long until) {
    }

    private final Path proc;
    private final Map<Long, Judged> namespaces = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Judged> eldest) {
            return size() > MOST_NAMESPACES;
        }
    };
    private final IdFile users = new IdFile(Path.of("/etc/passwd"));

    /** @param proc where the kernel shows processes */
    HostUsers(Path proc) {
        this.proc = proc;
    }

    /**
     * Tells whether processes of a mount namespace see the same users as this one.
     *
     * @param namespace its number, as stat(2) shows it
     * @param process one that was in it, if it is not known yet
     * @throws IOException when it cannot be told because the process has gone
     */
    boolean seenIn(long namespace, long process) throws IOException {
        if (link("self/ns/mnt").equals("mnt:[" + namespace + ']')) {
            return true;
        }
        Judged judged = namespaces.get(namespace);
        if (judged == null || System.nanoTime() - judged.until() >= 0) {
            judged = new Judged(seenBy(process), System.nanoTime() + NAMESPACE_NANOS);
            namespaces.put(namespace, judged);
        }
        return judged.same();
    }

    /**
     * Tells whether a process sees the same users as this one: the same file of users, and no user namespace of its own.
     *
     * @throws IOException when it has gone
     */
    boolean seenBy(long process) throws IOException {
        return link("self/ns/pid").equals(HOST_PIDS)
                && text(process + "/uid_map").equals(text("self/uid_map"))
                && mounts(Long.toString(process)).equals(mounts("self"));
    }

    private String link(String path) throws IOException {
        return Files.readSymbolicLink(proc.resolve(path)).toString();
    }

    private String text(String path) throws IOException {
        return new String(RegularFile.read(proc.resolve(path), MOST_BYTES), StandardCharsets.UTF_8);
    }

    /** Returns device, folder and place of the mounts that matter, as proc(5) says; a changed root shows none at {@code /}. */
    private List<String> mounts(String process) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : text(process + "/mountinfo").split("\n")) {
            String[] parts = line.split(" ", 6);
            if (parts.length == 6 && PLACES.contains(parts[4])) {
                found.add(parts[2] + ' ' + parts[3] + ' ' + parts[4]);
            }
        }
        if (found.isEmpty()) {
            throw new IOException("process " + process + " has no mounts: it has gone, or its root is no mount");
        }
        return found;
    }

    /** Returns the name of a user; of several with one id the first, as getpwuid(3) does. */
    Optional<String> name(long uid) throws IOException {
        return users.name(uid);
    }
}
