package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.LocalZone;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a number is shown as can be typed back, for each show rule by which it is not shown as its digits. */
class ShownTextTest {
    /** By the typedef, as a program writes it, or by the label: value and text. */
    private static final String[] SHOWN = {"eu_signal_t 9 SIGKILL", "eu_errno_t -2 ENOENT", "eu_result_t -13 EACCES",
        "eu_family_t 2 AF_INET", "tcp_state 10 LISTEN", "eu_open_flags_t 66 O_RDWR|O_CREAT", "eu_file_mode_t 420 0644",
        "eu_dirfd_t -100 AT_FDCWD", "eu_dev_t 8388609 8:1", "eu_capability_t 21 CAP_SYS_ADMIN", "eu_errno_positive_t 2 ENOENT",
        "eu_syscall_t 435 clone3"};

    static String[] lines() {
        return SHOWN.clone();
    }

    @Test
    void each_of_these_show_rules_has_an_example_here_and_one_for_messages() {
        Set<String> shown = new TreeSet<>();
        Arrays.stream(SHOWN).forEach(line -> shown.add(ShowRule.named(line.split(" ")[0]).orElseThrow().label()));
        Set<String> named = new TreeSet<>();
        Arrays.stream(ShowRule.values()).map(ShowRule::label).filter(NamedNumbers::named).forEach(named::add);
        assertThat(shown).isEqualTo(named);
        assertThat(named).allSatisfy(label -> assertThat(NamedNumbers.example(label)).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void what_is_shown_can_be_typed_back(String line) {
        String[] parts = line.split(" ");
        ShowRule rule = ShowRule.named(parts[0]).orElseThrow();
        long value = Long.parseLong(parts[1]);
        Utf8Sink out = new Utf8Sink(16);
        new ShownText(KernelClock.measure(), LocalZone.system()).text(rule, value, true, out);
        assertThat(out.toString()).isEqualTo(parts[2]);
        assertThat(NamedNumbers.number(rule.label(), parts[2])).hasValue(value);
    }
}
