package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestKernel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No kernel: the object's BTF alone says what fits. */
class GlobalEncoderTest {
    private final ElfObject elf = ElfObject.parse(TestKernel.object("settable_globals"));

    private byte[] encode(String name, Object value) {
        ElfGlobal found = elf.globals().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        var btf = elf.btf().orElseThrow();
        return new GlobalEncoder(btf, new GlobalVariable(name, found.section(), found.offset(), found.size(),
                found.typeId(), btf.typeName(found.typeId()), found.constant(), found.volatileQualified()))
                .encode(value);
    }

    @ParameterizedTest
    @CsvSource({
        "u8,  0,                    255",
        "s8,  -128,                 127",
        "u16, 0,                    65535",
        "s16, -32768,               32767",
        "u32, 0,                    4294967295",
        "s32, -2147483648,          2147483647",
        "u64, 0,                    18446744073709551615",
        "s64, -9223372036854775808, 9223372036854775807",
        "aliased, 0,                65535",
    })
    void numbers_fit_from_the_lowest_to_the_highest_and_no_further(String name, BigInteger low, BigInteger high) {
        assertThat(decoded(encode(name, low))).isEqualTo(low.longValue() & mask(name));
        assertThat(decoded(encode(name, high))).isEqualTo(high.longValue() & mask(name));
        assertThatThrownBy(() -> encode(name, low.subtract(BigInteger.ONE))).isInstanceOf(BpfException.class)
                .hasMessageContaining(name).hasMessageContaining("(" + low + " to " + high + ")");
        assertThatThrownBy(() -> encode(name, high.add(BigInteger.ONE))).hasMessageContaining("does not fit");
    }

    private long mask(String name) {
        int size = elf.globals().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().size();
        return size == 8 ? -1L : (1L << 8 * size) - 1;
    }

    private static long decoded(byte[] bytes) {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void truth_values_are_given_as_such_or_as_zero_and_one() {
        assertThat(encode("flag", true)).containsExactly(1);
        assertThat(encode("flag", 0)).containsExactly(0);
        assertThatThrownBy(() -> encode("flag", 2)).hasMessageContaining("give true or false");
        assertThat(encode("u32", true)).containsExactly(1, 0, 0, 0);
    }

    @Test
    void enumerators_are_given_by_name_or_number() {
        assertThat(encode("choice", "SECOND")).containsExactly(2, 0, 0, 0);
        assertThat(encode("choice", 7)).containsExactly(7, 0, 0, 0);
        assertThatThrownBy(() -> encode("choice", "THIRD")).isInstanceOf(BpfException.class)
                .hasMessageContaining("none of [FIRST, SECOND]");
    }

    @Test
    void text_ends_in_a_zero_and_must_leave_room_for_it() {
        assertThat(encode("name", "bash")).hasSize(16).startsWith('b', 'a', 's', 'h', 0);
        assertThat(encode("name", "fifteen letters")[15]).isZero();
        assertThatThrownBy(() -> encode("name", "sixteen letters!")).isInstanceOf(BpfException.class)
                .hasMessageContaining("the text has 16 bytes").hasMessageContaining("holds 15");
        assertThatThrownBy(() -> encode("name", 5)).hasMessageContaining("is no text");
    }

    @Test
    void everything_else_takes_raw_bytes_of_the_exact_size() {
        assertThat(encode("origin", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).hasSize(8);
        assertThatThrownBy(() -> encode("origin", new byte[7])).hasMessageContaining("7 bytes given");
        assertThatThrownBy(() -> encode("origin", 1)).hasMessageContaining("8 raw bytes");
        assertThatThrownBy(() -> encode("numbers", 1)).hasMessageContaining("raw bytes");
    }

    @Test
    void numbers_must_be_whole() {
        assertThat(encode("u32", 3.0)).containsExactly(3, 0, 0, 0);
        assertThatThrownBy(() -> encode("u32", 3.5)).hasMessageContaining("no whole number");
        assertThatThrownBy(() -> encode("u32", Double.NaN)).hasMessageContaining("no whole number");
        assertThatThrownBy(() -> encode("u32", "3")).hasMessageContaining("is no number");
    }

    @Test
    void an_enumerator_has_the_sign_of_its_enum() {
        assertThat(decoded(encode("unsigned_wide", "TOP"))).isEqualTo(0xfedcba9876543210L);
        assertThat(decoded(encode("unsigned_wide", new BigInteger("18364758544493064720"))))
                .isEqualTo(0xfedcba9876543210L);
        assertThat(decoded(encode("wide", "LOWEST"))).isEqualTo(-5_000_000_000L);
        assertThatThrownBy(() -> encode("unsigned_wide", -1)).hasMessageContaining("(0 to 18446744073709551615)");
    }

    @Test
    void arrays_are_given_by_element_and_end_in_zeros() {
        assertThat(encode("numbers", List.of(5, -6))).isEqualTo(little(16).putInt(5).putInt(-6).array());
        assertThat(encode("grid", List.of(List.of(1, 2, 3), List.of(4)))).isEqualTo(little(12).putShort((short) 1)
                .putShort((short) 2).putShort((short) 3).putShort((short) 4).array());
        assertThat(encode("flags", List.of(true, false, 1))).containsExactly(1, 0, 1);
        assertThatThrownBy(() -> encode("numbers", List.of(1, 2, 3, 4, 5))).hasMessageContaining("5 elements given")
                .hasMessageContaining("has 4");
        assertThatThrownBy(() -> encode("numbers", List.of(1, 4294967296L))).hasMessageContaining("numbers[1]")
                .hasMessageContaining("does not fit");
    }

    @Test
    void structs_are_given_by_member() {
        byte[] bytes = encode("limits", Map.of("from", Map.of("y", -1), "inner", 7, "high", 31, "sign", -2,
                "label", "abc", "rest", new byte[] {8, 9}));
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4)).isEqualTo(-1);
        assertThat(bytes[8]).isEqualTo((byte) 7);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)).contains("abc");
        assertThatThrownBy(() -> encode("limits", Map.of("none", 1))).hasMessageContaining("no member \"none\"")
                .hasMessageContaining("from, low, high");
        assertThatThrownBy(() -> encode("limits", Map.of("low", 8))).hasMessageContaining("limits.low")
                .hasMessageContaining("(0 to 7)");
        assertThatThrownBy(() -> encode("origin", Map.of("x", "y"))).hasMessageContaining("origin.x");
    }

    @Test
    void bit_fields_leave_their_neighbours() {
        byte[] bytes = encode("limits", Map.of("low", 5, "high", 19, "sign", -3));
        // After from (8 bytes) and inner (2 bytes) the bits begin at byte 10.
        int word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8) >>> 16;
        assertThat(word & 7).isEqualTo(5);
        assertThat(word >>> 3 & 31).isEqualTo(19);
        assertThat(word << 20 >> 28).isEqualTo(-3);
    }

    @Test
    void decimals_keep_the_precision_of_their_type() {
        assertThat(ByteBuffer.wrap(encode("twice", new BigDecimal("0.1"))).order(ByteOrder.LITTLE_ENDIAN).getDouble())
                .isEqualTo(0.1);
        assertThat(ByteBuffer.wrap(encode("single", new BigDecimal("0.1"))).order(ByteOrder.LITTLE_ENDIAN).getFloat())
                .isEqualTo(0.1F);
        assertThatThrownBy(() -> encode("single", new BigDecimal("1e39"))).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> encode("twice", new BigDecimal("1e309"))).hasMessageContaining("does not fit");
        assertThat(encode("twice", Double.POSITIVE_INFINITY)).hasSize(8);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
