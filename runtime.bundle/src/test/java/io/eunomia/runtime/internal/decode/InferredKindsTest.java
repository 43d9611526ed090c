package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of records whose struct is not in BTF: one ring of inferred_kinds.bpf.c for each way to write them. */
class InferredKindsTest {
    private static final TestObject OBJECT = TestObject.named("inferred_kinds");

    private static CompiledSchema schema(String ring) {
        return OBJECT.factory().events(ring, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "members | 0 kind 1 bytes, 8 peer.address 8 bytes, 8 device.major 4 bytes/hex32, 12 device.minor 4 bytes, "
                + "16 device.name char[24], 16 peer.port 2 bytes",
        "packets | 0 hardware u8[6], 6 protocol 2 bytes/hex16, 8 length 4 bytes/hex32, 12 source u8[4], 16 ttl 1 bytes/hex8",
        "helpers | 0 ns.pid u32/pid, 4 ns.tgid u32/pid, 8 number s64, 16 counter 8 bytes, 24 name char[32], "
                + "56 printed char[32]",
        "results | 0 pid 4 bytes/pid, 4 kernel_sz s32, 8 user_sz s32, 16 kernel u64[8], 80 user u64[8], 144 last s32, 148 bytes_148 u8[4]",
        "lines | 0 first 8 bytes, 8 second 4 bytes/hex32, 12 third 4 bytes, 16 fourth 2 bytes, 18 comm char[16]",
        "addresses | 0 saddr u8[16]/ip, 16 daddr u8[16]/ip, 32 af 2 bytes/family",
        "squeezed | 0 kind 1 bytes, 1 when 8 bytes, 9 size 2 bytes, 11 pid 4 bytes/pid, 15 bytes_15 u8[1], "
                + "16 last 1 bytes/hex8",
        "copies | 0 inner.level u32, 4 inner.change s32, 8 inner.task char[16], 24 task char[16], 40 arguments u8[24], "
                + "64 after 4 bytes/hex32",
        "initials | 0 when 8 bytes, 8 pid 4 bytes/pid, 12 random 4 bytes/hex32, 16 comm char[16]",
        "constants | 0 pid 4 bytes/pid, 4 large 2 bytes/hex16, 6 bytes_6 u8[2], 8 small 1 bytes, 9 bytes_9 u8[7], "
                + "16 whole 8 bytes",
        "texts | 0 pid 4 bytes/pid, 4 tid 4 bytes/tid, 8 path char[64], 72 link char[60]",
        "ways | 0 delta 8 bytes, 8 count 4 bytes/hex32, 12 ret s32/result"})
    void only_what_the_code_proves_is_shown_as_known(String ring, String expected) {
        assertThat(TestObject.fields(schema(ring))).isEqualTo(expected);
    }

    @Test
    void another_struct_of_the_same_size_is_not_taken_for_the_record() {
        CompiledSchema schema = schema("macros");
        assertThat(schema.struct()).isEmpty();
        assertThat(schema.note()).contains("hexadecimal");
    }

    @Test
    void the_note_names_the_bytes_that_nothing_names_and_what_ends_it() {
        assertThat(schema("constants").note()).isEqualTo("fields of constants were worked out from the program's code, "
                + "since its BTF lacks their struct; nothing names bytes 6-7, 9-15: a line \"const struct constant "
                + "*unused __attribute__((unused));\" in the program puts the struct into BTF");
        assertThat(schema("squeezed").note()).contains("nothing names byte 15:");
        assertThat(schema("lines").note()).endsWith("lacks their struct");
    }

    @Test
    void members_of_a_union_show_the_same_bytes_each_its_own_way() {
        ByteBuffer record = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 1).putLong(8, 5_000_000_000L).putShort(16, (short) 18655);
        RecordView peer = TestObject.view(schema("members"), record.array());
        assertThat(TestObject.json(peer, "peer.address")).isEqualTo("5000000000");
        assertThat(TestObject.json(peer, "peer.port")).isEqualTo("18655");
        assertThat(TestObject.json(peer, "device.minor")).isEqualTo("1");
    }

    @Test
    void an_address_is_of_the_family_that_its_record_tells() {
        ByteBuffer record = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        record.put(0, new byte[] {127, 0, 0, 1}).putShort(32, (short) 2);
        assertThat(TestObject.json(TestObject.view(schema("addresses"), record.array()), "saddr"))
                .isEqualTo("\"127.0.0.1\"");
        record.put(0, new byte[] {0, 0, 0, 0}).put(15, (byte) 1).putShort(32, (short) 10);
        assertThat(TestObject.json(TestObject.view(schema("addresses"), record.array()), "saddr")).isEqualTo("\"::1\"");
    }

    @Test
    void a_number_of_unknown_sign_is_hexadecimal_and_a_negative_result_is_negative() {
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(8, -2).putInt(12, -2);
        RecordView view = TestObject.view(schema("ways"), record.array());
        assertThat(TestObject.json(view, "count")).isEqualTo("\"0xfffffffe\"");
        assertThat(TestObject.json(view, "ret")).isEqualTo("-2");
        record = ByteBuffer.allocate(152).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(4, -14).putLong(144, -61);
        view = TestObject.view(schema("results"), record.array());
        assertThat(TestObject.json(view, "kernel_sz")).isEqualTo("-14");
        assertThat(TestObject.json(view, "last")).isEqualTo("-61");
    }
}
