package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An array is cut to the number that is called after it only if the code shows that the number counts its bytes. */
class CountedArraysTest {
    private static final TestObject OBJECT = TestObject.named("counted_arrays");

    private static CompiledSchema schema(String ring) {
        return OBJECT.factory().events(ring, Optional.empty());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer record(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void the_size_that_a_helper_was_given_or_gave_back_cuts() {
        ByteBuffer record = record(128).put(0, ascii("ab\0cd-stale")).putInt(64, 5).put(68, ascii("abcdefgh"))
                .putInt(84, 2).put(88, ascii("/tmp\0stale")).putInt(120, 5);
        RecordView view = TestObject.view(schema("counted"), record.array());
        assertThat(TestObject.text(view, "data")).isEqualTo("ab cd");
        assertThat(TestObject.text(view, "bytes")).isEqualTo("6162");
        assertThat(TestObject.text(view, "path")).isEqualTo("/tmp");
    }

    @Test
    void a_number_at_which_the_next_string_begins_cuts() {
        ByteBuffer record = record(132).putInt(0, 9).put(4, ascii("ls\0-l\0/x\0stale"));
        assertThat(TestObject.text(TestObject.view(schema("appended"), record.array()), "args")).isEqualTo("ls -l /x");
    }

    @Test
    void a_number_that_counts_something_else_cuts_nothing() {
        ByteBuffer record = record(52).put(0, ascii("0123456789abcdef")).putInt(16, 8).put(20, ascii("ab\0cd\0e"))
                .putInt(28, 2).put(32, ascii("name\0stale")).putInt(48, 2);
        RecordView view = TestObject.view(schema("other"), record.array());
        assertThat(TestObject.text(view, "prefix")).isEqualTo("30313233343536373839616263646566");
        assertThat(TestObject.text(view, "key")).isEqualTo("ab cd e");
        assertThat(TestObject.text(view, "name")).isEqualTo("name");
    }
}
