package io.eunomia.runtime.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Infix filters on records that the compiler filled: see layouts.bpf.c for the values. */
class InfixTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final RecordView EVERYTHING = OBJECT.view("everything");
    private static final RecordView SHOWN = OBJECT.view("shown");

    private static boolean matches(String filter, RecordView view) {
        return EventFilter.parse(filter).compile(List.of(view.schema())).matches(view);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "u8 == 255", "u8==255", "u8 = 255", "u8=255", "u8 > 254", "u8>254", "u8 >= 255", "s8 < -127", "s8 <= -128",
        "u8 != 254", "u8 > 100 && full != \"bash\"", "u8 == 1 || u16 == 65535", "u8 == 1 || u16 == 1 || u32 > 5",
        "u8 == 255 || u8 == 1 && u8 == 2", "(u8 == 1 || u8 == 255) && s8 < 0", "!(u8 == 1)", "!u8 == 1", "!!(u8 == 255)",
        "(u8 == 255)", "((u8 == 255))", "(u8 > 254) && (s8 < 0)", "(u8=255) && (s8=-128)", "(u8=255)||(s8=1)",
        "full == \"fullfull\"", "full == 'fullfull'", "full = fullfull", "full == full*", "full ~= FULLFULL",
        "full ~ \"^f.*l$\"", "full ~ \"llfu\"", "full ~ \"(?i)FULL\"", "full !~ \"x\"", "!(full ~ \"x\")",
        "text == \"two\\nlines \\\"q\\\"\"", "text ~ \"\\\"q\\\"$\"", "text == 'two\\nlines \"q\"'", "color == BLUE",
        "color == \"BLUE\"", "color != RED", "color ~ \"^B\"", "yes == true", "no != true", "yes == on", "big == HUGE",
        "big == 18446744069414584321", "big > 18446744069414584320", "numbers == 2", "numbers == [1,2,4294967295]",
        "numbers > 4294967294", "words == two", "words ~ \"^tw\"", "single == 1.5", "single < 1.6", "twice > -1",
        "inner.named.deeper >= 30", "pointer == 0xffff888000001234", "@stream == everything", "@sequence < 2",
        "@timestamp < 2030-01-01T00:00:00Z", "u8 == *", "full > \"a\"", "full < g", "bytes == dead00ef", "strange == 77"})
    void matching(String filter) {
        assertThat(matches(filter, EVERYTHING)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "u8 < 255", "u8 > 254 && u8 < 255", "u8 != 255", "full == \"full*\"", "full == \"fullful\"", "full !~ \"full\"",
        "!(u8 == 255 || u8 == 1)", "u8 == 1 || u8 == 255 && s8 > 0", "(u8 == 255 || u8 == 1) && s8 > 0", "numbers == 3",
        "numbers != 2", "color != BLUE", "single != 1.5", "yes != true", "text ~ \"^lines\""})
    void not_matching(String filter) {
        assertThat(matches(filter, EVERYTHING)).as(filter).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "took > 1ms && took < 2ms", "took == 1.25 ms", "took == 1.25ms", "took <= 1.25 ms", "size == 1.5 MiB",
        "size > 1 MiB && size < 2m", "signal == SIGKILL", "signal == KILL", "failed == ENOENT", "result >= 0",
        "flags == O_RDWR|O_CREAT", "flags ~ \"O_CREAT\"", "mode == 0644", "mode == 420", "dirfd == AT_FDCWD", "dev == 8:1",
        "v4 == 127.0.0.0/8", "v4 == 127.*", "v6 == ::1", "mapped == 10.1.2.3", "mapped == ::ffff:10.1.2.3",
        "mapped == ::ffff:10.0.0.0/104", "family == AF_INET6", "hex == 0xbeef", "quiet == \"\"", "time > 2020-01-01T00:00:00Z"})
    void by_show_rule(String filter) {
        assertThat(matches(filter, SHOWN)).as(filter).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "u8 > ; filter, position 5: expected a value, found the end",
        "u8 > 1 && ; filter, position 10: expected a field's name, '(' or '!', found the end",
        "u8 > 1 & s8 < 1 ; filter, position 8: expected &&, || or the end of the filter, found '&'",
        "u8 > 1 s8 < 1 ; filter, position 8: expected &&, || or the end of the filter, found 's'",
        "(u8 > 1 && s8 < 1 ; filter, position 18: expected &&, || or ')', found the end",
        "u8 => 1 ; filter, position 5: expected a value, found '>'",
        "u8 && s8 ; filter, position 4: expected ==, !=, <, >, <=, >= or ~ after u8, found '&'",
        "u8 ; filter, position 3: expected '=', '~=', '>=' or '<=', found the end",
        "@timestamp > 25:00 ; filter, position 14: \"25:00\" is no time, which field @timestamp needs after >",
        "u9 > 1 ; filter, position 1: there is no field \"u9\"",
        "full == \"x ; filter, position 9: the quote that begins here has no end",
        "full == \"a\\q\" ; filter, position 12: expected one of \\\" \\' \\\\ \\n \\r \\t \\xHH \\uHHHH (a backslash is written \\\\), found 'q'",
        "full ~ x ; filter, position 8: expected a pattern in quotes, found 'x'",
        "full ~ \"(\" ; filter, position 8: the pattern is none: missing closing ) in (",
        "full ~ \"((a{100}){100}){100}\" ; filter, position 8: the pattern is too large once its repetitions are written out, or nested too deep",
        "u8 ~ \"2\" ; filter, position 1: field u8 cannot be compared with ~, since it is a number",
        "yes ~ \"t\" ; filter, position 1: field yes cannot be compared with ~, since it is true or false",
        "yes > false ; filter, position 7: \"false\" is not ordered, which field yes needs after >",
        "color > RED ; filter, position 9: \"RED\" is no number, which field color needs after >",
        "u8 == 256 ; filter, position 7: u8 = 256 can never match: the field holds 0 to 255",
        "u8 < 0 ; filter, position 6: u8 < 0 can never match: the field holds 0 to 255",
        "u8 > 255 ; filter, position 6: u8 > 255 can never match: the field holds 0 to 255",
        "s8 == 128 ; filter, position 7: s8 = 128 can never match: the field holds -128 to 127",
        "color == BLEU ; filter, position 10: color = BLEU can never match: it is no enumerator",
        "color == G* || color == X* ; filter, position 25: color = X* can never match: no name is like that",
        "big == -1 ; filter, position 8: big = -1 can never match: the field holds 0 to 18446744073709551615",
        "full == \"much too long\" ; filter, position 9: full = much too long can never match: the field has 8 bytes, this has 13",
        "bytes == dead ; filter, position 10: bytes = dead can never match: the field has 4 bytes, which are 8 digits",
        "bytes == xyz ; filter, position 10: \"xyz\" is no hexadecimal digits, which field bytes needs after =",
        "@stream == other ; filter, position 12: @stream = other can never match: the tracker has no such stream",
        "@sequence < 1 ; filter, position 13: @sequence < 1 can never match: events are numbered from 1",
        "numbers == -1 ; filter, position 12: numbers = -1 can never match: the field holds 0 to 4294967295",
        "single == 1e39 ; filter, position 11: single = 1e39 can never match: a float holds no number so large"})
    void errors_say_where_and_what_there_is(String filter, String message) {
        assertThatThrownBy(() -> matches(filter.strip(), EVERYTHING)).isInstanceOf(TrackerException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((TrackerException) e).failure().kind()).isEqualTo(FailureKind.BAD_REQUEST))
                .satisfies(e -> assertThat(((TrackerException) e).failure().hint()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "signal == SIGKIL ; SIGKILL", "signal == 4294967296 ; in that range", "failed == ENOENTT ; ENOENT",
        "family == AF_INETT ; AF_INET", "dirfd == AT_CWD ; AT_FDCWD", "flags == O_CREATE ; O_CREAT",
        "flags == O_CREAT ; *O_CREAT*", "signal == SIX* ; SIGHUP", "v4 == ::1 ; 127.0.0.1", "dev == 8:1:1 ; 8:1",
        "took == 1.5 ns ; >= or <=", "took == 1KiB ; 10ms", "port == 65536 ; in that range",
        "pid ~ \"4\" ; ==, !=", "pid == 4x* ; a number", "took ~ \"ms\" ; ==, !=", "mode == 0999x ; 0644"})
    void what_can_never_match_by_its_show_rule_is_told_with_what_there_is(String filter, String hint) {
        assertThatThrownBy(() -> matches(filter.strip(), SHOWN)).as(filter).isInstanceOf(TrackerException.class)
                .satisfies(e -> assertThat(((TrackerException) e).failure().hint()).contains(hint));
    }

    /** Rows: what is written, and what it means in the other syntax. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "(full=a && b) ; full == \"a && b\"", "(text=\"q\") ; text == \"\\\"q\\\"\"", "full= x ; full == \"x\"",
        "text=a b ; text == \"a b\"", "(|(u8=1)(u8=2)) ; u8 == 1 || u8 == 2", "(!(u8>=2)) ; !(u8 >= 2)",
        "full=a|b ; full == \"a|b\"", "(u8 == 1 || u8 == 2) ; (|(u8=1)(u8=2))", "full=a && u8=2 ; (&(full=a)(u8=2))"})
    void what_parses_as_ldap_is_ldap(String one, String other) {
        assertThat(shape(one)).as(one).isEqualTo(shape(other));
    }

    private static String shape(String filter) {
        return FilterSyntax.parse(filter.strip()).toString().replaceAll(", (valueP|p)osition=\\d+", "");
    }

    @Test
    void a_shown_span_or_size_stands_for_all_that_are_shown_so() {
        // 1.25 ms is shown from 1.250000 to 1.259999 ms, 1.5 MiB up to what would be 1.51 MiB.
        var schema = SHOWN.schema();
        var took = schema.type(TestObject.index(SHOWN, "took"));
        var interval = new PrintedNumber(took).parse("1.25 ms").orElseThrow();
        assertThat(interval.low()).isEqualTo(1_250_000);
        assertThat(interval.high()).isEqualTo(1_259_999);
        assertThat(new PrintedNumber(took).parse("1250us").orElseThrow().high()).isEqualTo(1_250_000);
        var size = new PrintedNumber(schema.type(TestObject.index(SHOWN, "size"))).parse("1.2 MiB").orElseThrow();
        assertThat(size.low()).isEqualTo(1_258_292);
        assertThat(size.high()).isEqualTo(1_268_776);
    }

    @Test
    void no_pattern_takes_the_heap_or_the_stack() {
        Random random = new Random(5);
        String alphabet = "(){}[]a1,*+?|\\.^$09QE";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                pattern.append(random.nextInt(5) == 0 ? "{" + random.nextInt(1100) + "}"
                        : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            try {
                matches("full ~ \"" + pattern + "x\"", EVERYTHING);
            } catch (TrackerException e) {
                assertThat(e.failure().kind()).isEqualTo(FailureKind.BAD_REQUEST);
            }
        }
        for (String large : List.of("((((((((a?){9}){9}){9}){9}){9}){9}){9}){9}", "([)]x{1000}){1000}", "(\\Q)\\Ea{100}){100}",
                "(".repeat(100) + ")".repeat(100), "x{1001}", "a".repeat(300), "[[:alpha:](]{1000}{1000}", "((a{30}){30}){30}")) {
            assertThatThrownBy(() -> matches("full ~ \"" + large.replace("\"", "") + "\"", EVERYTHING)).as(large)
                    .isInstanceOf(TrackerException.class);
        }
        assertThatThrownBy(() -> EventFilter.parse("!".repeat(10_000) + "a==1")).hasMessageContaining("nested more than 64");
        assertThat(EventFilter.parse("a == [" + "1,".repeat(30_000) + "1]").all()).isFalse();
    }
}
