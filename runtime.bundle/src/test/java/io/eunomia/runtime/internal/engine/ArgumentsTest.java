package io.eunomia.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments of every kind of type, as the program in the kernel gets them: see arguments.bpf.c. */
@Tag("kernel")
class ArgumentsTest {
    private static EngineFixture fixture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    /** What the program shows of its globals, as JSON by field. */
    private Map<String, String> shown(TrackerPackage object, Map<String, String> given) throws Exception {
        Map<String, String> arguments = new HashMap<>(given);
        arguments.put("target_pid", Long.toString(ProcessHandle.current().pid()));
        TrackerHub hub = new TrackerHub();
        Map<String, String> shown = new LinkedHashMap<>();
        try (ActiveTracker tracker = fixture.engine.start(object, EngineFixture.arguments(arguments), hub)) {
            Subscription events = hub.subscribe(SubscriptionOptions.all("test"));
            assertThat(tracker.programs()).hasSize(1);
            Files.newOutputStream(folder.resolve("touched")).close();
            assertThat(events.poll(new EventConsumer() {
                @Override
                public void event(EventView event) {
                    for (Field field : event.schema().fields()) {
                        Utf8Sink out = new Utf8Sink(64);
                        event.appendJson(field.index(), out);
                        shown.put(field.name(), out.toString());
                        shown.put(field.name() + " in text", event.text(field.index()));
                    }
                }

                @Override
                public void notice(Notice notice) {
                    throw new AssertionError(notice.text());
                }
            }, 1, Duration.ofSeconds(20))).isEqualTo(1);
        }
        return shown;
    }

    private static final Map<String, String[]> TAKEN = new LinkedHashMap<>();

    /** @param given what is typed @param json what the event then shows */
    private static void taken(String name, String given, String json) {
        TAKEN.put(name + '=' + given, new String[] {name, given, json});
    }

    static {
        for (String text : List.of("7", "true", "0x10", "+5", "yes", "a b", "[1]", "'q'", "1,2")) {
            taken("text", text, '"' + text + '"');
        }
        taken("text", "hex:41424300", "\"ABC\"");
        taken("ratio", "0.25", "0.25");
        taken("ratio", "1e3", "1000.0");
        taken("ratio", "-.5", "-0.5");
        taken("ratio", "3", "3.0");
        taken("rate", "0.1", "0.1");
        taken("rates", "0.1,-2", "[0.1,-2.0]");
        taken("pids", "5,6,7,8", "[5,6,7,8]");
        taken("pids", "[5, 6]", "[5,6,0,0]");
        taken("pids", "0x10", "[16,0,0,0]");
        taken("pids", "hex:01000000020000000300000004000000", "[1,2,3,4]");
        taken("offsets", "-1,2", "[-1,2,0]");
        taken("sums", "18446744073709551615", "[18446744073709551615,0]");
        taken("flags_on", "yes,no,on", "[true,false,true]");
        taken("tops", "TOP,1", "[\"TOP\",\"BOTTOM\"]");
        for (String word : List.of("true", "yes", "on", "1", "YES")) {
            taken("flag", word, "true");
        }
        taken("flag", "off", "false");
        taken("letter", "z", "122");
        taken("letter", "'7'", "55");
        taken("letter", "7", "7");
        taken("letter", "-1", "-1");
        taken("tiny", "0xff", "255");
        taken("small_int", "-128", "-128");
        taken("large", "18446744073709551615", "18446744073709551615");
        taken("large", "1k", "1024");
        taken("large", "1.5 MiB", "1572864");
        taken("large", "1e3", "1000");
        taken("deep", "-9223372036854775808", "-9223372036854775808");
        taken("half", "65535", "65535");
        taken("mode", "ON", "\"ON\"");
        taken("mode", "-7", "\"BELOW\"");
        taken("mode", "99", "99");
        taken("wide", "LOWEST", "\"LOWEST\"");
        taken("wide", "6000000000", "\"HIGHEST\"");
        taken("top", "TOP", "\"TOP\"");
        taken("top", "18364758544493064720", "\"TOP\"");
        taken("top", "18446744073709551615", "18446744073709551615");
        taken("span", "1.5ms", "1500000");
        taken("span", "2m05s", "125000000000");
        taken("span", "812", "812");
        taken("size", "64k", "65536");
        taken("sig", "SIGKILL", "\"SIGKILL\"");
        taken("sig", "TERM", "\"SIGTERM\"");
        taken("error", "ENOENT", "-2");
        taken("flags", "O_RDWR|O_CREAT", "\"O_RDWR|O_CREAT\"");
        taken("perms", "0644", "420");
        taken("perms", "420", "420");
        taken("disk", "8:1", "\"8:1\"");
        taken("port", "8527", "8527");
        taken("peer", "127.0.0.1", "\"127.0.0.1\"");
        taken("mask", "0xbeef", "\"0x0000beef\"");
        taken("mac", "de:ad:be:ef:00:01", "\"deadbeef0001\"");
        taken("mac", "DEADBEEF0001", "\"deadbeef0001\"");
        taken("mac", "1,2,255", "\"0102ff000000\"");
        taken("mac", "hex:0102", "\"010200000000\"");
        taken("label", "ab", "\"6162000000000000\"");
        taken("address", "fe80::1", "\"fe80::1\"");
        taken("lines", "[\"ab\",\"7\"]", "[\"ab\",\"7\"]");
        taken("lines", "ab,7", "[\"ab\",\"7\"]");
        taken("limits", "{\"ports\":[{\"from\":1,\"to\":\"2k\"}],\"inner\":-3,\"label\":\"x\"}",
                "[{\"ports\":[{\"from\":1,\"to\":2048},{\"from\":0,\"to\":0}],\"inner\":-3,\"label\":\"x\"}]");
        taken("limits", "hex:" + "01000000".repeat(4) + "ffff" + "6100000000000000" + "0000",
                "[{\"ports\":[{\"from\":1,\"to\":1},{\"from\":1,\"to\":1}],\"inner\":-1,\"label\":\"a\"}]");
    }

    /** As many starts as a name has values; each start sets the next value of all. */
    @Test
    void the_globals_type_decides_what_a_text_means() throws Exception {
        List<String[]> left = new ArrayList<>(TAKEN.values());
        while (!left.isEmpty()) {
            Map<String, String[]> now = new LinkedHashMap<>();
            left.removeIf(one -> now.putIfAbsent(one[0], one) == null);
            Map<String, String> given = new LinkedHashMap<>();
            now.values().forEach(one -> given.put(one[0], one[1]));
            Map<String, String> shown = shown(EngineFixture.bare("arguments"), given);
            now.values().forEach(one -> assertThat(shown.get(one[0])).as(one[0] + " = " + one[1]).isEqualTo(one[2]));
        }
    }

    /** Members left out and arrays too short are zero: so is what is shown, typed back. */
    @Test
    void what_an_event_shows_can_be_typed_back_as_an_argument() throws Exception {
        Map<String, String> given = new LinkedHashMap<>();
        TAKEN.values().forEach(one -> given.put(one[0], one[1]));
        Map<String, String> shown = shown(EngineFixture.bare("arguments"), given);
        for (boolean text : List.of(false, true)) {
            Map<String, String> again = new LinkedHashMap<>();
            given.keySet().stream().filter(name -> !name.equals("limits")).forEach(name -> again.put(name, text
                    ? shown.get(name + " in text") : unquoted(shown.get(name))));
            Map<String, String> twice = shown(EngineFixture.bare("arguments"), again);
            again.keySet().forEach(name -> assertThat(twice.get(name)).as(name + " = " + again.get(name))
                    .isEqualTo(shown.get(name)));
        }
    }

    private static String unquoted(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "text ; sixteen letters! ; text of at most 15 bytes and a terminating zero, not of 16",
        "tiny ; 256 ; argument tiny is \"256\", expected a whole number from 0 to 255",
        "tiny ; -1 ; from 0 to 255",
        "small_int ; 128 ; from -128 to 127",
        "large ; 18446744073709551616 ; from 0 to 18446744073709551615",
        "large ; 1m ; a whole number",
        "large ; x ; a whole number",
        "top ; -1 ; from 0 to 18446744073709551615",
        "top ; BOTOM ; an enumerator of const volatile enum top (BOTTOM, TOP)",
        "wide ; 9223372036854775808 ; to 9223372036854775807",
        "flag ; maybe ; true or false",
        "flag ; 2 ; true or false",
        "letter ; zz ; one ASCII character or its number from -128 to 127",
        "ratio ; x ; a decimal number",
        "rate ; 1e39 ; a decimal number from -3.4e38 to 3.4e38",
        "pids ; 1,2,3,4,5 ; a list of at most 4 values",
        "pids ; 1,x ; argument pids[1] is \"x\", expected a whole number from 0 to 4294967295",
        "pids ; [1,[2]] ; argument pids[1] is \"[2]\"",
        "mac ; hex:01020304050607 ; at most 6 bytes, not 7",
        "limits ; 5 ; a JSON object",
        "limits ; {\"none\":1} ; argument limits.none is \"1\", expected a member of",
        "limits ; {\"ports\":[{\"from\":-1}]} ; argument limits.ports[0].from is \"-1\"",
        "limits ; hex:00 ; 28 bytes, not 1",
        "sig ; SIGNONE ; a whole number",
        "error ; ENONE ; a whole number"})
    void what_does_not_fit_is_told_with_type_range_and_example(String name, String given, String message) {
        Failure failure = catchThrowableOfType(TrackerException.class, () -> shown(EngineFixture.bare("arguments"),
                Map.of(name, given))).failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_REQUEST);
        assertThat(failure.message()).contains(message);
        assertThat(failure.hint()).startsWith("write it like ");
        assertThat(failure.pointer()).isEqualTo("/args/" + name);
    }

    @Test
    void declared_arguments_take_the_same_and_bounds_hold_for_each_element() throws Exception {
        Map<String, ArgumentSpec> declared = new LinkedHashMap<>();
        declared.put("target_pid", new ArgumentSpec("target_pid", "target_pid", "u32", "", "", "", ""));
        declared.put("ids", new ArgumentSpec("ids", "pids", "u32", "1,2", "1", "4k", ""));
        declared.put("how", new ArgumentSpec("how", "top", "enum:top", "", "BOTTOM", "", ""));
        declared.put("share", new ArgumentSpec("share", "rate", "f32", "", "-0.5", "1e1", ""));
        declared.put("who", new ArgumentSpec("who", "text", "string", "", "", "", ""));
        declared.put("long", new ArgumentSpec("long", "large", "bytes", "", "0x10", "1MiB", ""));
        TrackerPackage object = EngineFixture.of("arguments", EngineFixture.with(declared, List.of(), List.of()));
        Map<String, String> shown = shown(object, Map.of("how", "TOP", "share", "0.1", "who", "7", "long", "1m"));
        assertThat(shown).containsEntry("pids", "[1,2,0,0]").containsEntry("top", "\"TOP\"").containsEntry("rate", "0.1")
                .containsEntry("text", "\"7\"").containsEntry("large", "1048576");
        for (var wrong : Map.of("ids", "1,4097", "how", "0", "share", "-0.6", "long", "15").entrySet()) {
            Failure failure = catchThrowableOfType(TrackerException.class,
                    () -> shown(object, Map.of(wrong.getKey(), wrong.getValue()))).failure();
            assertThat(failure.message()).contains("argument " + wrong.getKey(), "out of its range");
        }
    }
}
