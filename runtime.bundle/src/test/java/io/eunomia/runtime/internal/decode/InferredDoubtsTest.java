package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the code does not prove of a record is not claimed: one ring of inferred_doubts.bpf.c for each way to be misled. */
class InferredDoubtsTest {
    private static final TestObject OBJECT = TestObject.named("inferred_doubts");

    private static CompiledSchema schema(String ring) {
        return OBJECT.factory().events(ring, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "spans | 0 bytes_0 u8[56], 56 whole 4 bytes/hex32, 60 last 4 bytes/hex32",
        "mounts | 0 id 8 bytes/hex64, 8 fs char[8], 16 source char[32]",
        "rows | 0 argv char[4][16], 64 names char[3][8], 88 line char[32], 120 count 4 bytes",
        "sounds | 0 path u8[32], 32 task u8[16], 48 comm u8[16], 64 filename u8[16], 80 last 4 bytes",
        "signs | 0 offset 8 bytes/hex64, 8 ret 8 bytes/hex64, 16 err 4 bytes/hex32, 20 result 4 bytes/hex32, "
                + "24 extended 8 bytes/hex64, 32 divided 8 bytes, 40 low 2 bytes/hex16, 42 cut 2 bytes/hex16, 44 dfd s32",
        "merged | 0 low 1 bytes, 8 family 1 bytes, 12 after 4 bytes/hex32, 16 big 8 bytes",
        "negatives | 0 first 1 bytes/hex8, 1 bytes_1 u8[7], 8 when 8 bytes/hex64, 16 bytes_16 u8[8], "
                + "24 all 4 bytes/hex32, 28 bytes_28 u8[4]",
        "overruns | 0 bytes_0 u8[16], 16 cpu 4 bytes, 20 random 4 bytes/hex32, 24 when 8 bytes/hex64",
        "parts | 0 header.type 4 bytes/hex32, 4 header.length 4 bytes, 8 values u8[16]"})
    void what_is_not_proven_is_not_claimed(String ring, String expected) {
        assertThat(TestObject.fields(schema(ring))).isEqualTo(expected);
    }

    @Test
    void all_strings_of_an_array_are_shown() {
        byte[] record = new byte[124];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(("arg" + i).getBytes(StandardCharsets.US_ASCII), 0, record, 16 * i, 4);
        }
        RecordView view = TestObject.view(schema("rows"), record);
        assertThat(TestObject.json(view, "argv")).isEqualTo("[\"arg0\",\"arg1\",\"arg2\",\"arg3\"]");
    }

    @Test
    void a_number_is_the_same_whatever_sign_its_member_has() {
        ByteBuffer record = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(0, -2).putInt(16, -2);
        RecordView view = TestObject.view(schema("signs"), record.array());
        assertThat(TestObject.json(view, "offset")).isEqualTo("\"0xfffffffffffffffe\"");
        assertThat(TestObject.json(view, "err")).isEqualTo("\"0xfffffffe\"");
    }

    @Test
    void a_constant_is_shown_without_its_neighbours() {
        CompiledSchema schema = schema("merged");
        ByteBuffer record = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 5).putInt(4, 0).putShort(8, (short) 2);
        RecordView view = TestObject.view(schema, record.array());
        assertThat(TestObject.json(view, "low")).isEqualTo("5");
        assertThat(TestObject.json(view, "family")).isEqualTo("2");
        assertThat(schema.note()).contains("nothing names bytes 1-7");
    }
}
