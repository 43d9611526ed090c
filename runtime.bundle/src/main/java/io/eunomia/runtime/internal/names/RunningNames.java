package io.eunomia.runtime.internal.names;

import io.eunomia.runtime.internal.decode.AddedValue;
import io.eunomia.runtime.internal.decode.SystemNames;
import io.eunomia.runtime.internal.symbol.Frame;
import io.eunomia.runtime.internal.symbol.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks names up in the running system, and keeps them for some seconds. Shared by all trackers. Any thread. */
public final class RunningNames implements SystemNames {
    private static final long SHORT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG = TimeUnit.SECONDS.toNanos(5);
    /** The kernel's dev_t (include/linux/kdev_t.h). */
    private static final int MINOR_BITS = 20;

    private final Map<Kind, NameTable> tables = new EnumMap<>(Kind.class);
    /** The same names, but for what Java virtual machines have compiled; itself in those. */
    private final RunningNames withJvmMaps;

    /** @param symbols stays the caller's */
    public RunningNames(Symbols symbols) {
        IdFile users = new IdFile(Path.of("/etc/passwd"));
        IdFile groups = new IdFile(Path.of("/etc/group"));
        Cgroups cgroups = new Cgroups(Path.of("/proc/self/mounts"));
        tables.put(Kind.KERNEL_FUNCTION, new NameTable(LONG, (process, address) -> name(symbols.kernel(address))));
        tables.put(Kind.FUNCTION, functions(symbols, false));
        tables.put(Kind.USER, new NameTable(LONG, (process, id) -> name(users, id)));
        tables.put(Kind.GROUP, new NameTable(LONG, (process, id) -> name(groups, id)));
        tables.put(Kind.DISK, new NameTable(LONG, (process, number) -> disk(number)));
        tables.put(Kind.CGROUP, new NameTable(LONG, (process, id) -> cgroups.path(id)));
        withJvmMaps = new RunningNames(this, symbols);
    }

    private RunningNames(RunningNames other, Symbols symbols) {
        tables.putAll(other.tables);
        tables.put(Kind.FUNCTION, functions(symbols, true));
        withJvmMaps = this;
    }

    private static NameTable functions(Symbols symbols, boolean jvmMaps) {
        return new NameTable(SHORT, (process, address) -> name(symbols.user((int) Math.min(process, Integer.MAX_VALUE), address, jvmMaps)));
    }

    @Override
    public SystemNames withJvmMaps() {
        return withJvmMaps;
    }

    @Override
    public AddedValue name(Kind kind, long process, long number) {
        return tables.get(kind).name(process, number);
    }

    private static String name(Frame frame) {
        return frame.name();
    }

    private static String name(IdFile file, long id) {
        try {
            return file.name(id & 0xffffffffL).orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static String disk(long number) {
        try {
            return Files.readSymbolicLink(Path.of("/sys/dev/block/" + (number >>> MINOR_BITS & 0xfff) + ':'
                    + (number & (1 << MINOR_BITS) - 1))).getFileName().toString();
        } catch (IOException e) {
            return null;
        }
    }
}
