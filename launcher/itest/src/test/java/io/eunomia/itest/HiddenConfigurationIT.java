package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel whose configuration cannot be read here, as in many containers. */
@Tag("kernel")
class HiddenConfigurationIT {
    private static final String REASON = "the kernel's configuration cannot be read: no /proc/config.gz, no /boot/config-";
    private static final String HIDE = "for file in /proc/config.gz /boot/config-$(uname -r); do if [ -e $file ]; then mount --bind "
            + "%s $file || exit 99; fi; done; exec \"$@\"";

    @TempDir
    private Path folder;

    /** What stands in the way of the file: a device that says nothing, and a file that is no configuration. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/etc/hostname"})
    void what_asks_for_it_is_refused_and_what_can_do_without_is_warned_of(String instead) {
        Outcome without = hidden(instead, "plan", Distribution.object("hertz").toString());
        assertThat(without.exit()).as(without.err()).isZero();
        assertThat(without.out()).contains("can run here", "warning: CONFIG_HZ is 0: " + REASON);
        Outcome needed = hidden(instead, "plan", Distribution.object("hertz_needed").toString());
        assertThat(needed.exit()).as(needed.err()).isEqualTo(5);
        assertThat(needed.out()).contains("cannot run here", REASON, "the object needs CONFIG_HZ of it", "hint: ");
        assertThat(hidden(instead, "doctor").out()).contains("CONFIG_IKCONFIG_PROC");
    }

    @Test
    void a_tracker_keeps_the_warning_and_a_refusal_is_the_kernels() {
        try (Daemon daemon = Daemon.startBy(hiding("/dev/null"), folder.resolve("state"), "--no-builtin")) {
            Outcome without = daemon.eunomia("start", Distribution.object("hertz").toString());
            assertThat(without.exit()).as(without.err()).isZero();
            assertThat(without.err()).contains("CONFIG_HZ is 0: " + REASON);
            assertThat(daemon.curl("/api/v1/trackers/1").body()).contains("CONFIG_HZ is 0: " + REASON);
            Outcome needed = daemon.eunomia("start", Distribution.object("hertz_needed").toString());
            assertThat(needed.exit()).isEqualTo(5);
            assertThat(needed.err()).contains(REASON, "CONFIG_HZ");
        }
    }

    private static Outcome hidden(String instead, String... arguments) {
        ProcessBuilder plain = Distribution.command(arguments);
        List<String> command = new ArrayList<>(hiding(instead));
        command.addAll(plain.command());
        try (Running running = Running.start(plain.command(command))) {
            return running.finish(Await.LONG);
        }
    }

    private static List<String> hiding(String instead) {
        return List.of("unshare", "-m", "sh", "-c", HIDE.formatted(instead), "sh");
    }
}
