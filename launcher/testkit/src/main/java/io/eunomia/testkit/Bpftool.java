package io.eunomia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The kernel's own tool, which tells what there is without anything of ours. */
public final class Bpftool {

    private Bpftool() {
    }

    /** Starts it; the caller waits for its end. */
    static Running start(String... words) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("eunomia.test.tools") + "/bin/bpftool"));
        command.addAll(List.of(words));
        return Running.start(new ProcessBuilder(command));
    }

    /** Runs it. @return what it prints */
    public static String run(String... words) {
        try (Running bpftool = start(words)) {
            Outcome outcome = bpftool.finish(Await.LONG);
            assertThat(outcome.exit()).as("%s: %s", String.join(" ", words), outcome.err()).isZero();
            return outcome.out();
        }
    }
}
