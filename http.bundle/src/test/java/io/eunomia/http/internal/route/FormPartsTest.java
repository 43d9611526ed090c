package io.eunomia.http.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.http.internal.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormPartsTest {
    private static final String TYPE = "multipart/form-data; boundary=----abc";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void parts_are_read_as_they_were_sent_with_whatever_is_in_them() {
        String content = "\u007fELF\r\n--\r\n\r\n----abc\u0000\u00ff";
        Map<String, FormParts.Part> parts = FormParts.of(TYPE, bytes("------abc\r\nContent-Disposition: form-data;"
                + " name=\"package\"; filename=\"/home/me/x.bpf.o\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content
                + "\r\n------abc\r\ncontent-disposition: form-data; name=\"btf\"\r\n\r\n\r\n------abc--\r\n"));
        assertThat(parts.get("package").content()).isEqualTo(bytes(content));
        assertThat(parts.get("package").fileName()).isEqualTo("x.bpf.o");
        assertThat(parts.get("btf").content()).isEmpty();
        assertThat(parts.get("btf").fileName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "------abc", "------abc\r\n", "------abc\r\nx: y\r\n\r\nz", "------abc--\r\n", "no boundary",
        "------abc\r\nContent-Disposition: form-data\r\n\r\nx\r\n------abc--",
        "------abc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------abc\r\nContent-Disposition: form-data;"
                + " name=\"a\"\r\n\r\ny\r\n------abc--"})
    void what_is_no_form_is_refused(String body) {
        assertThatThrownBy(() -> FormParts.of(TYPE, bytes(body))).isInstanceOf(HttpProblem.class)
                .hasMessageContaining("the body is no form");
        assertThatThrownBy(() -> FormParts.of("multipart/form-data", bytes(body))).hasMessageContaining("no boundary");
    }

    @Test
    void a_form_that_is_cut_anywhere_is_refused_or_has_its_whole_parts() {
        byte[] whole = bytes("------abc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------abc--\r\n");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertThat(FormParts.of(TYPE, cut).get("a").content()).isEqualTo(bytes("x"));
            } catch (HttpProblem e) {
                assertThat(e).hasMessageContaining("the body is no form");
            }
        }
    }
}
