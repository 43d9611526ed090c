package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PagesOutputTest {
    private static final String CLEAR = "\u001b[H\u001b[J";

    private static String shown(int height, String... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PagesOutput pages = new PagesOutput(out, height)) {
            for (String part : parts) {
                pages.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_page_takes_the_place_of_the_one_before_however_the_bytes_come() throws IOException {
        assertThat(shown(0, "\fa\nb\n\fc\n")).isEqualTo(CLEAR + "a\nb\n" + CLEAR + "c\n");
        assertThat(shown(0, "\f", "a", "\nb\n\f", "c\n")).isEqualTo(CLEAR + "a\nb\n" + CLEAR + "c\n");
    }

    @Test
    void lines_that_have_no_room_are_left_out_and_the_end_is_told_all_the_same() throws IOException {
        assertThat(shown(3, "\f1\n2\n3\n4\n", "# ended (limit): x\n")).isEqualTo(CLEAR + "1\n2\n# ended (limit): x\n");
        assertThat(shown(3, "\f1\n2\n3\n", "\f5\n")).isEqualTo(CLEAR + "1\n2\n" + CLEAR + "5\n");
    }
}
