package io.eunomia.runtime.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as text, compared with what the JDK or a JSON parser makes of them. */
class TextTest {
    private static final long SEED = 20261122;

    private static String text(Utf8Text form, byte[] bytes, boolean separate) {
        Utf8Sink out = new Utf8Sink(16);
        form.append(ByteBuffer.wrap(bytes), 0, bytes.length, separate, out);
        return out.toString();
    }

    private static String plain(String text) {
        return text(Utf8Text.PLAIN, text.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void what_could_mislead_a_terminal_is_escaped() {
        assertThat(plain("a\u001b[31mb\n\t\r\u0007\u007f")).isEqualTo("a\\u001b[31mb\\n\\t\\r\\u0007\\u007f");
        assertThat(plain("\u009b\u202e\u2066\u2028\ufeff")).isEqualTo("\\u009b\\u202e\\u2066\\u2028\\ufeff");
        assertThat(plain("grün 日本 🐝 C:\\x \"q\"")).isEqualTo("grün 日本 🐝 C:\\x \"q\"");
        assertThat(text(Utf8Text.PLAIN, "ls\0-l".getBytes(StandardCharsets.UTF_8), true)).isEqualTo("ls -l");
    }

    @Test
    void bytes_that_are_not_utf8_are_replaced_one_by_one() {
        byte[] overlong = {'a', (byte) 0xc0, (byte) 0x80, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xff};
        assertThat(text(Utf8Text.PLAIN, overlong, false)).isEqualTo("a\ufffd\ufffdb\ufffd\ufffd\ufffd\ufffd");
        assertThat(text(Utf8Text.PLAIN, new byte[] {(byte) 0xe2, (byte) 0x82}, false)).isEqualTo("\ufffd\ufffd");
    }

    @Test
    void any_bytes_give_valid_json_and_harmless_text() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_500; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                bytes = new String(bytes, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8);
            }
            Object parsed = JSON.std.anyFrom('"' + text(Utf8Text.JSON, bytes, false) + '"');
            if (valid(bytes)) {
                assertThat(parsed).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            }
            assertThat(text(Utf8Text.PLAIN, bytes, false).chars()).noneMatch(Character::isISOControl);
        }
    }

    private static boolean valid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void times_are_the_jdks() {
        Random random = new Random(SEED);
        DateTimeFormatter rfc = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'")
                .withZone(ZoneOffset.UTC);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(berlin);
        LocalZone zone = new LocalZone(berlin);
        Timestamps utc = Timestamps.rfc3339();
        Timestamps local = Timestamps.clock(zone);
        for (int round = 0; round < 1_500; round++) {
            long nanos = random.nextLong() / 2;
            Instant instant = Instant.ofEpochSecond(0, nanos);
            Utf8Sink out = new Utf8Sink(16);
            TimeText.rfc3339(nanos, out);
            assertThat(out.toString()).isEqualTo(rfc.format(instant));
            out.clear();
            TimeText.clock(nanos, zone.offsetSeconds(nanos), out);
            assertThat(out.toString()).isEqualTo(clock.format(instant));
            out.clear();
            utc.append(nanos, out);
            local.append(nanos, out);
            utc.append(nanos + 1 - Math.floorMod(nanos, 2), out);
            assertThat(out.toString()).startsWith(rfc.format(instant) + clock.format(instant))
                    .endsWith(rfc.format(instant.plusNanos(1 - Math.floorMod(nanos, 2))));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0 ns", "999,999 ns", "1000,1 us", "1250,1.25 us", "12500,12.5 us", "999999,999 us", "1000000,1 ms",
        "1005000,1 ms", "59999999999,59.9 s", "60000000000,1m00s", "125000000000,2m05s", "12000000000000,3h20m",
        "457200000000000,5d07h", "-1250000,-1.25 ms", "-9223372036854775808,-106751d23h"})
    void durations(long nanos, String expected) {
        Utf8Sink out = new Utf8Sink(16);
        UnitText.duration(nanos, true, out);
        assertThat(out.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1 KiB", "1536,1.5 KiB", "1572864,1.5 MiB", "107374182400,100 GiB",
        "1152921504606846976,1 EiB", "-1,15.9 EiB"})
    void sizes(long bytes, String expected) {
        Utf8Sink out = new Utf8Sink(16);
        UnitText.bytes(bytes, false, out);
        assertThat(out.toString()).isEqualTo(expected);
    }

    @Test
    void addresses_read_back_as_they_were() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[16];
            for (int i = 0; i < 16; i += 2) {
                // many zero groups, so that every place of the gap is met
                if (random.nextInt(3) == 0) {
                    bytes[i] = (byte) random.nextInt();
                    bytes[i + 1] = (byte) random.nextInt();
                }
            }
            Utf8Sink out = new Utf8Sink(48);
            IpText.v6(ByteBuffer.wrap(bytes), 0, out);
            InetAddress read = InetAddress.getByName(out.toString());
            assertThat(read instanceof Inet6Address ? read.getAddress() : bytes).isEqualTo(bytes);
            assertThat(out.toString()).doesNotContain(":::").doesNotMatch(".*\\b0[0-9a-f].*");
        }
    }

    @ParameterizedTest
    @CsvSource({"0:0:0:0:0:0:0:0,::", "0:0:0:0:0:0:0:1,::1", "1:0:0:0:0:0:0:0,1::", "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "0:0:0:0:0:ffff:7f00:1,::ffff:127.0.0.1",
        "fe80:0:0:0:0:0:0:a,fe80::a"})
    void ipv6_as_rfc_5952_says(String full, String expected) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        for (String group : full.split(":")) {
            bytes.putShort((short) Integer.parseInt(group, 16));
        }
        Utf8Sink out = new Utf8Sink(48);
        IpText.v6(bytes, 0, out);
        assertThat(out.toString()).isEqualTo(expected);
    }
}
