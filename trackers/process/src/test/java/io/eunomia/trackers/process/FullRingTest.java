package io.eunomia.trackers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.trackers.testing.TrackerRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code eunomia.bpf.h} promises: what a full ring refuses is counted, one by one. */
@Tag("kernel")
class FullRingTest {
    private static final int MADE = 200;
    private static final String COMM = "eunomia-fullrng";

    @TempDir
    private Path folder;

    @Test
    void made_is_read_plus_lost_when_nobody_reads() throws Exception {
        Path program = Command.copy("/bin/true", folder, COMM);
        byte[] code = TrackerRun.trackerPackage("process").object();
        try (LibbpfLibrary library = LibbpfLibrary.load();
                BpfObjectFile file = library.libbpf().open("process", code)) {
            file.map("events").maxEntries(4096);
            file.setGlobal("target_comm", Arrays.copyOf(COMM.getBytes(StandardCharsets.US_ASCII), 16));
            try (BpfObject object = file.load(); EventReader reader = object.openReader("events", 0)) {
                try (BpfLink exec = object.program("on_exec").attach(AttachPoint.bySection());
                        BpfLink exit = object.program("on_exit").attach(AttachPoint.bySection())) {
                    assertThat(exec.program()).isEqualTo("on_exec");
                    assertThat(exit.program()).isEqualTo("on_exit");
                    assertThat(Command.run("/bin/sh", "-c", "i=0; while [ $i -lt " + MADE + " ]; do " + program
                            + "; i=$((i+1)); done")).isZero();
                }
                int[] read = new int[1];
                reader.drain((memory, offset, length) -> read[0]++, Integer.MAX_VALUE);
                long lost = ByteBuffer.wrap(object.readGlobal("events_lost")).order(ByteOrder.nativeOrder())
                        .getLong();
                assertThat(read[0]).isPositive();
                assertThat(lost).isEqualTo(2L * MADE - read[0]);
            }
        }
    }
}
