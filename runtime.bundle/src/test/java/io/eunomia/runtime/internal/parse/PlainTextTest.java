package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a package, whatever it is the name of, may write on a terminal or into a stream. */
class PlainTextTest {
    private static final Pattern TEXT = Pattern.compile("'([^']*)'");

    @ParameterizedTest
    @ValueSource(strings = {"\\u001b[31m", "\\u0007", "\\r\\n\\r\\ndata: forged", "\\u0000", "\\u007f", "\\u009b31m",
        "\\u2028", "\\u202e"})
    void every_text_of_every_form_is_refused_that_has_a_control_character(String evil) {
        List<String> documents = new ArrayList<>();
        documents.addAll(spoiled("{'eunomia': 1, 'data': 'DATA', " + Samples.EVERYTHING + "}", evil));
        // Of this form many texts are not read, and those may have lines.
        documents.addAll(evil.startsWith("\\r") ? List.of() : spoiled(EunomiaBpfFormTest.packageOf(SampleObject.bytes().length), evil));
        documents.addAll(spoiled("{'name': 'x', 'data': 'DATA', 'data_sz': 1, 'maps': ['rb'], 'progs': ['handle_open']}", evil));
        assertThat(documents).hasSizeGreaterThan(60);
        for (String document : documents) {
            byte[] json = document.replace("'DATA'", "'" + SampleObject.base64() + "'").replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8);
            Failure failure = Parsing.failure(json);
            assertThat(failure.kind()).as(document).isEqualTo(FailureKind.BAD_PACKAGE);
            String told = failure.message() + failure.hint() + failure.pointer();
            assertThat(PlainText.isPlain(told)).as(document + ": " + told).isTrue();
        }
    }

    /** The document with one text after the other spoiled; descriptions may have lines. */
    private static List<String> spoiled(String document, String evil) {
        List<String> all = new ArrayList<>();
        Matcher text = TEXT.matcher(document);
        while (text.find()) {
            boolean prose = document.substring(0, text.start()).matches("(?s).*'(description|brief|help|doc)': ?$");
            boolean object = text.group(1).equals("DATA") || text.group(1).length() > 1000;
            if (!object && !(prose && evil.startsWith("\\r"))) {
                all.add(document.substring(0, text.end(1)) + evil + document.substring(text.end(1)));
            }
        }
        return all;
    }

    @Test
    void descriptions_may_have_lines_and_are_shown_on_one() {
        assertThat(Parsing.parse(Parsing.own("'description': 'first\\n\\tsecond\\r\\n'")).descriptor().description())
                .isEqualTo("first second");
    }

    @Test
    void unknown_members_are_warned_of_only_when_they_can_be_shown() {
        assertThat(Parsing.failure(Parsing.own("'x\\u001b[2J': 1")).message()).contains("\\u001b").doesNotContain("\u001b");
    }
}
