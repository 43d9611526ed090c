package io.eunomia.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eunomia.runtime.StartOptions.ExportRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportRequestTest {
    @Test
    void handlers_without_settings_may_be_listed() {
        assertThat(ExportRequest.parse("json")).containsExactly(new ExportRequest("json", Map.of()));
        assertThat(ExportRequest.parse("json, csv")).containsExactly(new ExportRequest("json", Map.of()),
                new ExportRequest("csv", Map.of()));
    }

    @Test
    void settings_follow_the_last_handler() {
        assertThat(ExportRequest.parse("file:path=/x,rotate=10m")).containsExactly(
                new ExportRequest("file", Map.of("path", "/x", "rotate", "10m")));
        assertThat(ExportRequest.parse("json,file:path=/x:y=z")).containsExactly(new ExportRequest("json", Map.of()),
                new ExportRequest("file", Map.of("path", "/x:y=z")));
    }

    @Test
    void fields_are_a_list_and_other_commas_have_a_backslash() {
        assertThat(ExportRequest.parse("file:fields=pid,comm,path=/x")).containsExactly(
                new ExportRequest("file", Map.of("fields", "pid,comm", "path", "/x")));
        assertThat(ExportRequest.parse("file:path=/a\\,b,filter=comm ~ \"\\d\\\\\"")).containsExactly(
                new ExportRequest("file", Map.of("path", "/a,b", "filter", "comm ~ \"\\d\\\"")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"|name of a handler is missing", "json,|name of a handler is missing",
        ":path=/x|name of a handler is missing", "file:|\"\" is no setting", "file:path=/x,json|\"json\" is no setting",
        "file:path=/x,csv:fields=a|\"csv:fields=a\" is no setting", "file:path=/x,path=/y|path of the handler file is there twice",
        "file:=x|\"=x\" is no setting", "file:path|\"path\" is no setting"})
    void what_is_neither_is_named(String text, String problem) {
        String given = text == null ? "" : text;
        assertThatIllegalArgumentException().isThrownBy(() -> ExportRequest.parse(given))
                .withMessageContaining("export \"" + given + '"').withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "a,b", "\\", "\\,", "a\\b\\\\,", "=", ":", "(&(pid>=1)(comm=x,y))", "comm ~ \"\\d\""})
    void what_is_written_is_read_the_same(String value) {
        ExportRequest export = new ExportRequest("file", Map.of("path", value, "fields", value, "filter", value));
        assertThat(ExportRequest.parse(export.text())).isEqualTo(List.of(export));
    }
}
