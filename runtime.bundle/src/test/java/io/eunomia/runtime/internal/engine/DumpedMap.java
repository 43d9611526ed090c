package io.eunomia.runtime.internal.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.testkit.Bpftool;
import io.eunomia.testkit.KernelObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What bpftool reads of a map of this process, as bytes.
 *
 * @param entries with the value of each CPU, or the one that there is
 */
record DumpedMap(List<Entry> entries) {
    /** The kernel keeps so many characters of a map's name. */
    private static final int NAME = 15;

    record Entry(ByteBuffer key, List<ByteBuffer> values) {
        long key(int at) {
            return key.getInt(at) & 0xffffffffL;
        }

        /** Adds up what all CPUs have of a number. */
        long sum(int at) {
            return values.stream().mapToLong(value -> value.getLong(at)).sum();
        }

        long slot(int at) {
            return values.get(0).getInt(at) & 0xffffffffL;
        }
    }

    /** Dumps the only map of this name among those that this process holds. */
    static DumpedMap of(String name) {
        String kept = name.substring(0, Math.min(NAME, name.length()));
        String id = KernelObjects.of(ProcessHandle.current().pid()).maps().stream()
                .filter(one -> Bpftool.run("map", "show", "id", one).contains("name " + kept + " ")).reduce((one, other) -> {
                    throw new AssertionError("several maps are called " + name);
                }).orElseThrow(() -> new AssertionError("no map is called " + name));
        try {
            return new DumpedMap(JSON.std.listFrom(Bpftool.run("-j", "map", "dump", "id", id)).stream()
                    .map(one -> entry((Map<?, ?>) one)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(Map<?, ?> told) {
        List<?> values = told.get("values") instanceof List<?> each ? each.stream().map(one -> ((Map<?, ?>) one).get("value")).toList()
                : List.of(told.get("value"));
        return new Entry(bytes(told.get("key")), values.stream().map(DumpedMap::bytes).toList());
    }

    private static ByteBuffer bytes(Object hexadecimal) {
        List<?> digits = (List<?>) hexadecimal;
        ByteBuffer bytes = ByteBuffer.allocate(digits.size()).order(ByteOrder.nativeOrder());
        digits.forEach(one -> bytes.put((byte) (int) Integer.decode((String) one)));
        return bytes.rewind();
    }

    /** The sums of one number by a number of the key. */
    Map<Long, Long> sums(int keyAt, int at) {
        return entries.stream().collect(Collectors.toMap(entry -> entry.key(keyAt), entry -> entry.sum(at), Long::sum));
    }
}
