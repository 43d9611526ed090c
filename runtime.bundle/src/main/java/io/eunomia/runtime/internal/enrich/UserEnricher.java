package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.AddedField;
import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Adds the name of a user, as {@code /etc/passwd} has it, for the ids of users whose process is known: {@code user} for
 * {@code uid}, {@code euser} for {@code euid}.
 *
 * <p>Containers have users of their own, so a name is given only to a process that sees the same file as this one. That is
 * looked up in the process, which must still be there, or in another one of its mount namespace if the event has that. Id 0
 * is root to the kernel itself, wherever a process runs.
 */
@Component(service = Enricher.class, property = Enricher.NAME + "=user")
public final class UserEnricher implements Enricher {
    private static final Map<String, String> NAMES = Map.of("uid", "user", "euid", "euser");
    private static final List<String> MOUNT_NAMESPACES = List.of("mount_ns", "mount_ns_id", "mntns", "mntns_id", "mnt_ns");
    private static final List<String> PROCESSES = List.of("pid", "tgid", "tid");
    private static final String BY_NAMESPACE = "mount namespace";
    private static final int WIDTH = 10;

    private final HostUsers users;

    @Activate
    public UserEnricher() {
        this(new HostUsers(Path.of("/proc")));
    }

    UserEnricher(HostUsers users) {
        this.users = users;
    }

    @Override
    public String needs() {
        return "a field uid or euid and beside it pid, which tells whether the process sees this host's users";
    }

    @Override
    public List<Addition> additions(EventSchema stream) {
        List<Addition> additions = new ArrayList<>();
        for (Field uid : stream.fields()) {
            String prefix = uid.name().substring(0, uid.name().lastIndexOf('.') + 1);
            String name = NAMES.get(uid.name().substring(prefix.length()));
            if (name == null || !uid.show().equals("uid")) {
                continue;
            }
            List<AddedField> added = List.of(new AddedField(prefix + name, WIDTH));
            Optional<Field> process = beside(stream, prefix, PROCESSES)
                    .filter(field -> field.show().equals("pid") || field.show().equals("tid")).findFirst();
            Optional<Field> namespace = beside(stream, prefix, MOUNT_NAMESPACES).findFirst();
            process.ifPresent(one -> additions.add(namespace.isPresent()
                    ? new Addition(BY_NAMESPACE, List.of(uid, one, namespace.get()), added)
                    : new Addition("process", List.of(uid, one), added)));
        }
        return additions;
    }

    private static Stream<Field> beside(EventSchema stream, String prefix, List<String> names) {
        return names.stream().flatMap(name -> stream.field(prefix + name).stream())
                .filter(field -> field.valueType() == Long.class);
    }

    @Override
    public String[] lookUp(Addition addition, Key key) {
        long uid = key.number(0);
        if (uid == 0) {
            return new String[] {"root"};
        }
        try {
            boolean same = addition.table().equals(BY_NAMESPACE) ? users.seenIn(key.number(2), key.number(1))
                    : users.seenBy(key.number(1));
            return new String[] {same ? users.name(uid).orElse(null) : null};
        } catch (IOException e) {
            // Many processes are gone before somebody looks at them.
            return new String[] {null};
        }
    }

    /** The kernel gives the id of a process to another one only after all others, which takes far longer than this. */
    @Override
    public Duration validity() {
        return Duration.ofSeconds(1);
    }
}
