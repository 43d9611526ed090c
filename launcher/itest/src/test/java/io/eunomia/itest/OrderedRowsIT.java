package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.NumberedOpens;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Pty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --sort} and {@code --top}, and a display that is redrawn in its place. */
@Tag("kernel")
class OrderedRowsIT {
    private static final String CLEAR = "\u001b[H\u001b[J";

    @TempDir
    private Path folder;

    private static List<String> names(Outcome list) {
        return list.out().lines().skip(1).map(line -> line.strip().split(" +")[1]).toList();
    }

    @Test
    void trackers_are_listed_in_the_order_that_is_asked_for() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"))) {
            assertThat(names(daemon.eunomia("list", "--sort", "name"))).containsExactly("files", "process", "tcpconnect");
            assertThat(names(daemon.eunomia("list", "--sort", "id"))).containsExactly("tcpconnect", "files", "process");
            assertThat(names(daemon.eunomia("list", "--sort", "ID:asc", "--top", "2"))).containsExactly("process", "files");
            assertThat(daemon.eunomia("list", "--sort", "size")).satisfies(wrong -> {
                assertThat(wrong.exit()).isEqualTo(2);
                assertThat(wrong.err()).contains("no column size", "cpu");
            });
            assertThat(daemon.eunomia("start", Distribution.object("opens").toString(), "--sort", "x").exit()).isEqualTo(2);
        }
    }

    @Test
    @SuppressWarnings("try")    // the opened files are what is counted
    void a_display_is_redrawn_in_its_place_on_a_terminal_only() {
        try (Daemon daemon = Daemon.start(folder.resolve("state"), "--no-builtin"); NumberedOpens opens = new NumberedOpens(folder)) {
            assertThat(daemon.eunomia("start", "files", "--arg", "interval=100ms").exit()).isZero();
            String[] words = daemon.client("displays", "files", "io", "--interval", "100ms", "--sort", "pid", "--top", "5");
            try (Pty terminal = Pty.start(folder, words)) {
                Await.until("three pages", () -> terminal.running().out().split("\u001b\\[H\u001b\\[J", -1).length > 3);
                terminal.type(Pty.CTRL_C);
                Outcome ended = terminal.running().finish(Await.LONG);
                assertThat(ended.out()).startsWith(CLEAR).doesNotContain("\f").doesNotContain("\u001b[?25l");
                String page = ended.out().split("\u001b\\[H\u001b\\[J", -1)[2];
                assertThat(page.lines().filter(line -> line.matches(" *[0-9]+ .*:.*")).count()).as(page).isLessThanOrEqualTo(5);
            }
            Outcome piped = daemon.eunomia("displays", "files", "io", "--interval", "100ms", "--top", "5", "--limit", "2");
            assertThat(piped.exit()).isZero();
            assertThat(piped.out()).contains(" io, in the last ").doesNotContain("\u001b", "\f");
        }
    }
}
