package io.eunomia.runtime.internal.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final List<String> FIELDS = List.of("count", "total_ns", "value.n");
    private static final double[] VALUES = {4, 1000, 0x1p63};

    private static final Expression.Values ROW = new Expression.Values() {
        @Override
        public double field(int index) {
            return VALUES[index];
        }

        @Override
        public double seconds() {
            return 2;
        }

        @Override
        public double now() {
            return 5000;
        }
    };

    private static int field(String name) {
        if (!FIELDS.contains(name)) {
            throw new IllegalArgumentException("no field " + name);
        }
        return FIELDS.indexOf(name);
    }

    private static double value(String text) {
        return Expression.parse(text, ExpressionTest::field).value(ROW);
    }

    @ParameterizedTest
    @CsvSource({"total_ns/count, 250", "1+2*3, 7", "(1+2)*3, 9", "-count + 1, -3", "count / seconds, 2", "now - total_ns, 4000",
            "10 - 2 - 3, 5", "100/5/2, 10", " ( count ) , 4", "1.5*2, 3", "count - total_ns, -996"})
    void is_worked_out_as_in_c_without_wrapping(String text, double expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @Test
    void nothing_wraps_and_nothing_fails() {
        assertThat(value("value.n + value.n")).isEqualTo(0x1p64);
        assertThat(value("count / (count - 4)")).isNaN();
        assertThat(value("0 / 0 + 1")).isNaN();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"count +        | at its end a field, a number, seconds, now or a parenthesis is expected",
            "count count    | at character 7 ('c') an operator (+ - * /) or the end is expected", "(count | at its end a closing parenthesis is expected",
            "count % 2      | at character 7 ('%') an operator (+ - * /) or the end is expected", "1x | \"1x\" is no number", "nosuch | no field nosuch"})
    void what_is_wrong_is_told_with_its_place(String text, String message) {
        assertThatThrownBy(() -> value(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void depth_and_length_are_bounded() {
        assertThatThrownBy(() -> value("(".repeat(100) + "1" + ")".repeat(100))).hasMessageContaining("levels");
        assertThatThrownBy(() -> value("-".repeat(400) + "1")).hasMessageContaining("levels");
        assertThatThrownBy(() -> value("1+".repeat(400) + "1")).hasMessageContaining("characters");
    }
}
