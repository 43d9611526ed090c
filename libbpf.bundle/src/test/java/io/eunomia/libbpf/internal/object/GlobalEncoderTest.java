package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.fixture.TestKernel;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
}
