package io.eunomia.runtime.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowOrderTest {
    private static final CompiledSchema SCHEMA = TestObject.named("layouts").schema("everything");

    private static int at(String field) {
        return SCHEMA.field(field).orElseThrow().index();
    }

    private ByteBuffer row(String field, String value) {
        byte[] bytes = new byte[SCHEMA.size()];
        ByteBuffer row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int offset = TestObject.offset(SCHEMA, field);
        switch (SCHEMA.fields().get(at(field)).typeName()) {
            case "__u8", "__s8" -> row.put(offset, (byte) Long.parseLong(value));
            case "float" -> row.putFloat(offset, Float.parseFloat(value));
            case "double" -> row.putDouble(offset, Double.parseDouble(value));
            default -> row.putLong(offset, value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value));
        }
        return row;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "u64 ; 18446744073709551615 9223372036854775808 9223372036854775807 1 0",
        "s64 ; 9223372036854775807 1 0 -1 -9223372036854775808",
        "big ; 18446744073709551615 9223372036854775808 1 0",
        "u8 ; 255 128 127 0",
        "s8 ; 127 0 -1 -128",
        "single ; 1.5 0.25 0 -0.5",
        "twice ; 1e300 0.1 -1e300"})
    void rows_come_by_the_fields_own_sign(String field, String values) {
        List<String> expected = List.of(values.split(" "));
        List<ByteBuffer> rows = Stream.iterate(expected.size() - 1, i -> i >= 0, i -> i - 1)
                .map(i -> row(field, expected.get(i))).toList();
        List<ByteBuffer> sorted = new RowOrder(SCHEMA, new int[] {at(field)}).sorted(rows);
        assertThat(sorted).isEqualTo(expected.stream().map(value -> row(field, value)).toList());
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615, 1, 18446744073709551615, 0", "9223372036854775808, 9, 9223372036854775807, 9"})
    void sums_do_not_wrap(String greater, int more, String less, int added) {
        ByteBuffer first = row("u64", greater).put(TestObject.offset(SCHEMA, "u8"), (byte) more);
        ByteBuffer second = row("u64", less).put(TestObject.offset(SCHEMA, "u8"), (byte) added);
        RowOrder order = new RowOrder(SCHEMA, new int[] {at("u64"), at("u8")});
        assertThat(order.sorted(List.of(second, first))).containsExactly(first, second);
    }
}
