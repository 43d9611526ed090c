package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestWordTest {
    private static final List<String> COMMANDS = List.of("run", "server", "start", "list", "stop", "update", "events",
            "stats", "maps", "shell", "plan", "doctor", "vmlinux", "archive", "version", "completion");

    @ParameterizedTest
    @CsvSource({"lsit, list", "strat, start", "evnts, events", "serve, server", "updte, update", "verison, version",
        "doc, doctor", "vmlinx, vmlinux"})
    void a_slip_is_understood(String word, String meant) {
        assertThat(NearestWord.to(word, COMMANDS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl", "x", "ps", "install", "load", "attach", "zzz", "frobnicate", "eunomia", ""})
    void what_is_far_away_is_not_suggested(String word) {
        assertThat(NearestWord.to(word, COMMANDS)).isEmpty();
    }
}
