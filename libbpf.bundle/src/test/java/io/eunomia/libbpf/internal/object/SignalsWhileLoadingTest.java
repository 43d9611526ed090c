package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.ffi.SignalStorm;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class SignalsWhileLoadingTest {
    private static final int SIGVTALRM = 26;
    private static final int SIGPROF = 27;
    private static final int SIGURG = 23;
    /** Not held back, since it is meant for what a thread does itself. */
    private static final int SIGSYS = 31;
    private static final int LOADS = 10;

    private static BpfObject load() {
        return TestKernel.libbpf().open("slow", TestKernel.object("slowly_verified")).load();
    }

    /** The calling thread's, as the kernel shows it. */
    private static String blocked() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("SigBlk:")).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {SIGPROF, SIGVTALRM, SIGURG})
    void signals_do_not_keep_programs_from_being_loaded(int signal) throws Exception {
        String before = blocked();
        try (SignalStorm storm = new SignalStorm(signal)) {
            long sent = storm.sent();
            for (int i = 0; i < LOADS; i++) {
                load().close();
            }
            assertThat(storm.sent()).isGreaterThan(sent);
        }
        assertThat(blocked()).isEqualTo(before);
    }

    private static Optional<BpfException> failure() {
        try {
            load().close();
            return Optional.empty();
        } catch (BpfException e) {
            return Optional.of(e);
        }
    }

    @Test
    void other_signals_are_named_as_the_reason() throws Exception {
        BpfException[] failed = new BpfException[1];
        // libbpf keeps what it finds out about the kernel meanwhile, for all tests that follow.
        load().close();
        try (SignalStorm storm = new SignalStorm(SIGSYS)) {
            Await.until("a load that was interrupted each time", () -> {
                failed[0] = failure().orElse(null);
                return failed[0] != null;
            });
            assertThat(storm.sent()).isPositive();
        }
        assertThat(failed[0].errno()).isEqualTo(Errno.EAGAIN);
        assertThat(failed[0].hint()).contains("signals to the loading thread interrupted the verifier", "try again");
    }
}
