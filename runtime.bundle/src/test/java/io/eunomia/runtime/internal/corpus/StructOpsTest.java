package io.eunomia.runtime.internal.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Fault;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.engine.ActiveTracker;
import io.eunomia.runtime.internal.engine.LoadedVersion;
import io.eunomia.runtime.internal.stream.TrackerHub;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Structs of functions that the kernel calls, over a hot update. */
@Tag("kernel")
class StructOpsTest {
    private static final Path AVAILABLE = Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
    private static final String NAME = "eunomia_corpus";

    private final CorpusEngine corpus = new CorpusEngine();

    @AfterEach
    void end() {
        corpus.close();
    }

    /** What was replaced or stopped leaves the kernel after the answer. */
    private static void awaitGone(String name) {
        Await.until(name + " to be gone", () -> !available().contains(name));
    }

    private static String available() {
        try {
            return Files.readString(AVAILABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object, its congestion control called otherwise. */
    private static byte[] object(String name) throws IOException {
        try (InputStream in = StructOpsTest.class.getResourceAsStream("/corpus/struct_ops.bpf.o")) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(text).contains(NAME);
            return text.replace(NAME, name).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private ActiveTracker start(String name) throws IOException {
        return corpus.engine().start(corpus.parse("cc", object(name)), StartOptions.none(), new TrackerHub());
    }

    private LoadedVersion prepare(String name, ActiveTracker running) throws IOException {
        return corpus.engine().prepare(corpus.parse("cc", object(name)), StartOptions.none(), running);
    }

    @Test
    void an_update_registers_the_new_struct_and_then_removes_the_old_one() throws IOException {
        try (ActiveTracker tracker = start("eunomia_first_")) {
            assertThat(Files.readString(AVAILABLE)).contains("eunomia_first_");
            UpdateReceipt receipt = tracker.update(prepare("eunomia_second", tracker), settled -> { });
            assertThat(receipt.mode()).isEqualTo(UpdateReceipt.Mode.OVERLAP);
            assertThat(Files.readString(AVAILABLE)).contains("eunomia_second");
            awaitGone("eunomia_first_");
        }
        awaitGone("eunomia_second");
    }

    /** The kernel registers a name once. */
    @Test
    void an_update_that_cannot_be_registered_leaves_the_old_struct() throws IOException {
        try (ActiveTracker tracker = start("eunomia_third_")) {
            LoadedVersion same = prepare("eunomia_third_", tracker);
            assertThatThrownBy(() -> tracker.update(same, settled -> { })).isInstanceOf(BpfException.class)
                    .hasMessageContaining("EEXIST").extracting(refused -> ((BpfException) refused).fault()).isEqualTo(Fault.PLACE);
            assertThat(Files.readString(AVAILABLE)).contains("eunomia_third_");
        }
    }
}
