package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.Descriptors;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorReserveTest {
    @Test
    void what_is_open_is_counted_as_the_kernel_does() throws IOException {
        long before = Descriptors.open();
        long others = Descriptors.openBesidesSockets();
        List<AutoCloseable> opened = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            opened.add(new DatagramSocket());
        }
        assertThat(Descriptors.open() - before).isBetween(40L, 120L);
        assertThat(Descriptors.openBesidesSockets() - others).as("files").isBetween(-10L, 10L);
        for (AutoCloseable one : opened) {
            close(one);
        }
        assertThat(Descriptors.limit()).isGreaterThan(before);
    }

    /** The limit is made up: what counts is how many files are open besides sockets. */
    @Test
    void trackers_leave_a_quarter_to_connections_and_connections_take_nothing_from_trackers() throws IOException {
        long limit = (Descriptors.openBesidesSockets() + 40) * 4 / 3;
        DescriptorReserve reserve = DescriptorReserve.forConnections(limit);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            for (int i = 0; i < limit; i++) {
                opened.add(new DatagramSocket());
            }
            reserve.require();
            for (int i = 0; i < 60; i++) {
                opened.add(FileChannel.open(Path.of("/dev/null"), StandardOpenOption.READ));
            }
            assertThatExceptionOfType(TrackerException.class).isThrownBy(reserve::require).satisfies(e -> {
                assertThat(e.failure().kind()).isEqualTo(FailureKind.EXHAUSTED);
                assertThat(e.failure().message()).contains("kept for connections: of " + limit);
                assertThat(e.failure().hint()).contains("LimitNOFILE=");
            });
            DescriptorReserve.none().require();
        } finally {
            for (AutoCloseable one : opened) {
                close(one);
            }
        }
    }

    @Test
    void no_more_descriptors_is_told_from_no_more_room() {
        assertThat(Descriptors.exhausted(new RuntimeException(new FileSystemException("/state/x", null,
                "Too many open files")))).isTrue();
        assertThat(Descriptors.exhausted(new FileSystemException("/state/x", null, "No space left on device"))).isFalse();
        assertThat(Failures.of(new java.io.UncheckedIOException(new FileSystemException("x", null, "Too many open files")))
                .kind()).isEqualTo(FailureKind.EXHAUSTED);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
