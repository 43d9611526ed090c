package io.eunomia.runtime.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters on records that the compiler filled: see layouts.bpf.c for the values. */
class FilterTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final RecordView EVERYTHING = OBJECT.view("everything");
    private static final RecordView SHOWN = OBJECT.view("shown");
    private static final RecordView GUESSED = OBJECT.view("guessed");

    private static boolean matches(String filter, RecordView view) {
        return EventFilter.parse(filter).compile(List.of(view.schema())).matches(view);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "  ", "(u8=255)", "u8=255", "(u8=0xff)", "(u8>=255)", "(u8<=300)", "(u8>=-1)", "(s8=-128)", "(s8<=-0x80)",
        "(u64=18446744073709551615)", "(u64>=18446744073709551614)", "(u64>=1)", "(s64<=-9223372036854775807)",
        "(s64>=-99999999999999999999)", "(!(s64>=0))", "(yes=true)", "(no=FALSE)", "(yes=1)", "(color=BLUE)",
        "(color=-3)", "(color=B*)", "(strange=77)", "(strange>=70)", "(big=HUGE)", "(full=fullfull)", "(full=full*)",
        "(full=*full)", "(full=f*u*l)", "(full=*llfu*)", "(full~=FULLFULL)", "(full~=F*L)", "(full>=full)",
        "(full<=g)", "(bytes=dead00ef)", "(bytes=0xDEAD00EF)", "(bytes=de:ad:00:ef)", "(bytes=dead*)",
        "(numbers=*4294967295*)", "(inner.named.deeper=30)", "(pair=*\"x\":4*)", "(single=1.5)", "(twice<=-0.2)",
        "(twice>=-0.25)", "(wide=0x0123456789abcdeffedcba9876543210)", "(u8=*)", "(big=18446744069414584321)", "(big>=18446744069414584321)",
        "(numbers=2)", "(numbers>=4294967295)", "(numbers=[1, 2, 4294967295])", "(words=two)", "(words=t*)", "(&(u8=255)(|(u8=1)(u16=65535)))",
        " ( & ( u8 =255) (u16=65535) ) ", "(text=two\\0alines*)", "(text=*\\22q\\22)", "(text=*\"q\")", "(text=\\two*)",
        "(stream=everything)", "(@stream=every*)", "(sequence=1)", "(@sequence<=1)", "(pointer=0xffff888000001234)",
        "(@timestamp=2023-11-14T22:13:20.123456789Z)", "(@timestamp>=2023-11-14T23:13:20+01:00)", "(u8=25*)"})
    void matching(String filter) {
        assertThat(matches(filter, EVERYTHING)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "(u8=254)", "(u64<=18446744073709551614)", "(s64>=0)", "(color=RED)",
        "(full=full)", "(full=*g*)", "(full=FULLFULL)", "(full=fullf*xx)",
        "(bytes=dead00ee)", "(!(u8=*))", "(&(u8=255)(u8=1))", "(|(u8=2)(u8=1))", "(single>=1.6)",
        "(text=)", "(@timestamp<=2023-11-14T22:13:20Z)"})
    void not_matching(String filter) {
        assertThat(matches(filter, EVERYTHING)).as(filter).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "(took>=1ms)", "(took<=1.25ms)", "(took=1250us)", "(took>=1250000)", "(size=1.5m)", "(size>=1MiB)",
        "(size<=2048k)", "(signal=SIGKILL)", "(signal=9)", "(signal=SIG*)", "(failed=ENOENT)", "(failed=-2)",
        "(result>=0)", "(flags=*O_CREAT*)", "(flags=0x42)", "(mode=420)", "(dirfd=AT_FDCWD)", "(dev=8:1)",
        "(port_be=8527)", "(v4=127.0.0.1)", "(v4=127.0.0.0/8)", "(v4=127.*)", "(v4=0.0.0.0/0)", "(v6=::1)",
        "(v6=0:0:0:0:0:0:0:1)", "(v6=::/64)", "(mapped=10.1.2.3)", "(mapped=10.0.0.0/15)", "(!(mapped=::/0))",
        "(family=AF_INET6)", "(family=10)"})
    void by_show_rule(String filter) {
        assertThat(matches(filter, SHOWN)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(delta_us=2500us)", "(delta_us>=2.5ms)", "(rx_b=2k)", "(ret=EACCES)", "(sig=SIGTERM)",
        "(args=ls *)", "(daddr=254.0.0.0/7)", "(oldstate=ESTABLISHED)"})
    void by_name(String filter) {
        CompiledFilter compiled = EventFilter.parse(filter).compile(List.of(GUESSED.schema(), SHOWN.schema()));
        assertThat(compiled.matches(GUESSED)).as(filter).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "(u8=1 ; filter, position 6: expected ')', found the end",
        "(u8) ; filter, position 4: expected '=', '~=', '>=' or '<=', found ')'",
        "(u8=-1) ; filter, position 5: u8 = -1 can never match: the field holds 0 to 255",
        "(u8>=256) ; filter, position 6: u8 >= 256 can never match: the field holds 0 to 255",
        "(u8<=-1) ; filter, position 6: u8 <= -1 can never match: the field holds 0 to 255",
        "(color=blue) ; filter, position 8: color = blue can never match: it is no enumerator",
        "(full=fullfullf*) ; filter, position 7: full = fullfullf* can never match: the field has 8 bytes, this has 9",
        "(bytes=dead) ; filter, position 8: bytes = dead can never match: the field has 4 bytes, which are 8 digits",
        "(@stream=other) ; filter, position 10: @stream = other can never match: the tracker has no such stream",
        "(=1) ; filter, position 2: expected '&', '|', '!' or a field's name, found '='",
        "(&) ; filter, position 3: expected '(', found ')'",
        "(u8=1)(u8=2) ; filter, position 7: expected the end of the filter, found '('",
        "(text=a(b) ; filter, position 8: expected ')' or a value in which '(' is written \\28, found '('",
        "(u8>=1*) ; filter, position 6: expected a value without wildcards after >=, found '1'",
        "(text=a\\ ; filter, position 9: expected a character after '\\', found the end",
        "(u9=1) ; filter, position 2: there is no field \"u9\"",
        "(&(u8=1)(s8=x)) ; filter, position 13: \"x\" is no whole number, which field s8 needs after =",
        "(u8=10ms) ; filter, position 5: \"10ms\" is no whole number, which field u8 needs after =",
        "(yes=maybe) ; filter, position 6: \"maybe\" is neither true nor false, which field yes needs after =",
        "(color>=RED) ; filter, position 9: \"RED\" is no number, which field color needs after >=",
        "(single=x) ; filter, position 9: \"x\" is no number, which field single needs after =",
        "(@timestamp>=now) ; filter, position 14: \"now\" is no time, which field @timestamp needs after >="})
    void errors_say_where_and_what(String filter, String message) {
        assertThatThrownBy(() -> matches(filter.strip(), EVERYTHING)).isInstanceOf(TrackerException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((TrackerException) e).failure().kind()).isEqualTo(FailureKind.BAD_REQUEST))
                .satisfies(e -> assertThat(((TrackerException) e).failure().hint()).isNotBlank());
    }

    @Test
    void bad_addresses_are_refused() {
        for (String value : List.of("256.0.0.1", "1.2.3", "1.2.3.4/33", "::1::", "1:2:3", "g::", "::1/129", "x")) {
            assertThatThrownBy(() -> matches("(v4=" + value + ")", SHOWN)).as(value)
                    .hasMessageContaining("is no IP address");
        }
    }

    @Test
    void an_attribute_of_another_stream_never_matches_here() {
        List<CompiledSchema> streams = List.of(OBJECT.schema("everything"), OBJECT.schema("shown"));
        CompiledFilter filter = EventFilter.parse("(|(u8=255)(pid=42))").compile(streams);
        assertThat(filter.matches(TestObject.view(streams.get(0), OBJECT.bytes("everything")))).isTrue();
        assertThat(filter.matches(TestObject.view(streams.get(1), OBJECT.bytes("shown")))).isTrue();
        CompiledFilter one = EventFilter.parse("(pid=42)").compile(streams);
        assertThat(one.matches(TestObject.view(streams.get(0), OBJECT.bytes("everything")))).isFalse();
    }

    @Test
    void events_of_a_schema_it_was_not_compiled_for_do_not_match() {
        assertThat(EventFilter.parse("(u8=255)").compile(List.of(OBJECT.schema("everything"))).matches(EVERYTHING))
                .isFalse();
        assertThat(EventFilter.parse("").compile(List.of()).matches(EVERYTHING)).isTrue();
        assertThat(EventFilter.parse("").all()).isTrue();
    }

    @Test
    void nothing_that_is_typed_does_more_than_fail() {
        Random random = new Random(7);
        String alphabet = "()&|!=~<>*\\ u8text0x1.:/é";
        int accepted = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder("(");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                matches(text.append(')').toString(), EVERYTHING);
                accepted++;
            } catch (TrackerException e) {
                assertThat(e.failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
            }
        }
        assertThat(accepted).isLessThan(3_000);
        assertThatThrownBy(() -> EventFilter.parse("(!".repeat(100_000))).hasMessageContaining("at most");
        assertThatThrownBy(() -> EventFilter.parse("(!".repeat(1000))).hasMessageContaining("nested more than 64");
    }
}
