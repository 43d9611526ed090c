package io.eunomia.runtime.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a hint says to write in the place of a value is then taken. */
class FollowedHintsTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final List<String> OPERATORS = List.of("=", "~=", ">=", "<=");
    private static final List<String> VALUES = List.of("x", "", "x*", "-1", "*z*", "99999999999999999999999", "-99999999999999999999",
            "300", "1e39", "1.5", "deadbeef000102030405060708090a0b0c0d0e0f1011", "dea", "de", "zz", "0", "[]", "[1]", "[x,y]",
            "[[1]]", "[1,2,3,4,5]", "a text that has more than sixteen bytes", "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4",
            "a text of more bytes*than there are", "O_CREAT", "SIGKIL", "ENOENTT", "1.2.3.4.5", "::1/200", "::1", "8:1:1", "0999", "0102", "-0777", "08",
            "[*", "{}", "1.5ns", "5x", "null", "RED", "BLEU", "AF_INETT", "1KiB", "-170141183460469231731687303715884105729");
    /** Everything that stands behind a word which says "do this". */
    private static final Pattern ADVICE = Pattern.compile("(?:write (?:it |bytes |one |them )?(?:as it is shown, )?(?:like |first \\d+ (?:digits|bytes)[:,] )?"
            + "|such as |there are |name: |a unit such as |\\* for any: )");
    private static final Pattern PROSE = Pattern.compile("(?:the|all|fewer|infinity|its|true|a|part|some|one|them|with|also)\\b.*");

    @ParameterizedTest
    @ValueSource(strings = {"everything", "bits", "shown", "guessed", "lists"})
    void every_hint_is_accepted_when_it_is_followed(String struct) {
        CompiledSchema schema = OBJECT.schema(struct);
        Set<String> followed = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        for (Field field : schema.fields()) {
            for (String operator : OPERATORS) {
                for (String value : VALUES) {
                    String hint = hint(schema, filter(field.name(), operator, value));
                    for (String advice : advice(hint)) {
                        String again = filter(field.name(), operator, advice);
                        String problem = message(schema, again);
                        followed.add(field.name() + operator + advice);
                        if (!problem.isEmpty()) {
                            refused.add(field.name() + ' ' + operator + ' ' + value + ": \"" + hint + "\" -> " + problem);
                        }
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(followed).as("hints that were followed").hasSizeGreaterThan(30);
    }

    /** A comma separates values outside of brackets. */
    static List<String> advice(String hint) {
        List<String> found = new ArrayList<>();
        Matcher advice = ADVICE.matcher(hint);
        while (advice.find()) {
            String rest = hint.substring(advice.end()).split("; |, which|, also|, as the|: the ")[0];
            for (String one : rest.split(rest.startsWith("[") || rest.startsWith("{") ? "(?!)" : ", (?=\\S)| or |; or ")) {
                String value = one.strip().replaceFirst(" and its bytes$|, \u2026.*$", "");
                if (!value.isEmpty() && !PROSE.matcher(value).matches() && !value.startsWith("\u2026")) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    private static String filter(String field, String operator, String value) {
        String star = operator.equals("=") || operator.equals("~=") ? "*" : "\\2a";
        return '(' + field + operator + value.replace("\\", "\\5c").replace("(", "\\28").replace(")", "\\29").replace("*", star) + ')';
    }

    private static String hint(CompiledSchema schema, String filter) {
        try {
            EventFilter.parse(filter).compile(List.of(schema));
            return "";
        } catch (TrackerException e) {
            assertThat(e.failure().hint()).as(filter).isNotBlank();
            return e.failure().hint();
        }
    }

    private static String message(CompiledSchema schema, String filter) {
        try {
            EventFilter.parse(filter).compile(List.of(schema));
            return "";
        } catch (TrackerException e) {
            return e.getMessage();
        }
    }
}
