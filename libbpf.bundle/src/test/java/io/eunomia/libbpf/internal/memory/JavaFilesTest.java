package io.eunomia.libbpf.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ffi.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JavaFilesTest {
    private final LibC c = TestKernel.libc();

    @Test
    void a_line_of_maps_is_read() {
        assertThat(Mapping.parse("7f2290400000-7f2297ec1000 r--s 00001000 fe:00 2113                    /usr/lib/jvm/a b/lib/modules"))
                .hasValue(new Mapping(0x7f2290400000L, 0x7f2297ec1000L, "r--s", "/usr/lib/jvm/a b/lib/modules"));
        assertThat(Mapping.parse("561aae604000-561aaeea0000 rw-p 00000000 00:00 0                          [heap]")).isEmpty();
        assertThat(Mapping.parse("fa000000-fb010000 rw-p 00000000 00:00 0 ")).isEmpty();
        assertThat(Mapping.parse("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]")).isEmpty();
    }

    /** The JVM's code is among it: that this goes on to run is half of the test. */
    @Test
    @Tag("kernel")
    void the_jvm_s_library_leaves_and_comes_back() throws IOException {
        long before = resident();
        assertThat(before).isGreaterThan(1 << 20);
        assertThat(new JavaFiles(c).release()).isGreaterThan(1 << 20);
        assertThat(resident()).isPositive().isLessThan(before);
    }

    /** Its table of addresses was filled in when it was loaded, and made read-only then. */
    @Test
    @Tag("kernel")
    void what_was_written_to_is_no_part_of_what_leaves() throws IOException {
        boolean found = false;
        try (PageMap pages = PageMap.open(c.getpagesize())) {
            for (Mapping mapping : library()) {
                long unchanged = pages.unchanged(mapping).stream().mapToLong(run -> run.end() - run.start()).sum();
                boolean written = anonymous(mapping) > 0;
                found |= written;
                assertThat(unchanged).as(mapping.toString()).isLessThanOrEqualTo(
                        mapping.end() - mapping.start() - (anonymous(mapping) << 10));
            }
        }
        assertThat(found).isTrue();
    }

    private List<Mapping> library() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().flatMap(line -> Mapping.parse(line).stream())
                .filter(mapping -> mapping.file().endsWith("/libjvm.so") && !mapping.isWritable()).toList();
    }

    /** Bytes of the JVM's library in memory that are the file's. */
    private long resident() throws IOException {
        long bytes = 0;
        try (PageMap pages = PageMap.open(c.getpagesize())) {
            for (Mapping mapping : library()) {
                bytes += pages.unchanged(mapping).stream().mapToLong(PageMap.Run::resident).sum() * c.getpagesize();
            }
        }
        return bytes;
    }

    /** KiB of a mapping that are not the file's any more, as smaps counts them. */
    private static long anonymous(Mapping mapping) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.startsWith(Long.toHexString(mapping.start()) + "-")) {
                inside = true;
            } else if (inside && line.startsWith("Anonymous:")) {
                return Long.parseLong(line.replaceAll("\\D+", ""));
            }
        }
        throw new AssertionError("no " + mapping);
    }
}
