package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked of whichever program: the plan says what the start does. */
@Tag("kernel")
class PlanMatrixTest {
    private static final Pattern SUMMARY = Pattern.compile("cells (\\d+) refused (\\d+) differ (\\d+)");

    @Test
    void plan_and_start_agree_for_every_program_target_and_map() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("unshare", "--net", Path.of(System.getProperty("java.home"), "bin/java")
                .toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                PlanMatrix.class.getName()).redirectErrorStream(true).start();
        String matrix = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(matrix);
        Matcher summary = SUMMARY.matcher(matrix);
        assertThat(summary.find()).as(matrix).isTrue();
        assertThat(Integer.parseInt(summary.group(3))).as(matrix).isZero();
        assertThat(Integer.parseInt(summary.group(1))).isGreaterThanOrEqualTo(200);
        assertThat(Integer.parseInt(summary.group(2))).isGreaterThanOrEqualTo(60);
        assertThat(Integer.parseInt(summary.group(1)) - Integer.parseInt(summary.group(2)))
                .as("what runs: a matrix of refusals alone would show nothing").isGreaterThanOrEqualTo(60);
        assertThat(matrix).contains("bad-request", "bad-package", "no-target").doesNotContain("internal");
    }
}
