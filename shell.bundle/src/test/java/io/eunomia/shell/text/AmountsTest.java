package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void amounts_are_short() {
        assertThat(Amounts.bytes(0)).isEqualTo("0 B");
        assertThat(Amounts.bytes(1023)).isEqualTo("1023 B");
        assertThat(Amounts.bytes(4096)).isEqualTo("4.0 KiB");
        assertThat(Amounts.bytes(64 << 20)).isEqualTo("64.0 MiB");
        assertThat(Amounts.bytes(Long.MAX_VALUE)).isEqualTo("8388608 TiB");
        assertThat(Amounts.bytes(-1)).isNull();
        assertThat(Amounts.nanos(240.4)).isEqualTo("240 ns");
        assertThat(Amounts.nanos(1_240)).isEqualTo("1.2 us");
        assertThat(Amounts.nanos(3e9)).isEqualTo("3.0 s");
    }

    @Test
    void a_little_is_not_nothing() {
        assertThat(Amounts.share(0)).isEqualTo("0%");
        assertThat(Amounts.share(1e-7)).isEqualTo("<0.01%");
        assertThat(Amounts.share(0.0031)).isEqualTo("0.31%");
        assertThat(Amounts.share(1.5)).isEqualTo("150.0%");
    }
}
