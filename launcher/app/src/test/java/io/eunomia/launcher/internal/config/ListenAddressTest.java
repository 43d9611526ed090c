package io.eunomia.launcher.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:8527,127.0.0.1:8527", "9000,127.0.0.1:9000", ":9000,127.0.0.1:9000",
        "[::1]:80,[::1]:80", "localhost:1,localhost:1", "127.0.0.53:65535,127.0.0.53:65535"})
    void is_read_and_written_back(String text, String shown) {
        assertThat(ListenAddress.parse(text)).hasToString(shown);
        assertThat(ListenAddress.parse(text).url()).isEqualTo("http://" + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80", "a:b:1"})
    void what_is_no_address_is_refused(String text) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "[::]:1", "192.0.2.1:1"})
    void only_loopback_is_accepted(String text) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("not a loopback address");
    }

    @Test
    void a_free_port_is_found_and_kept_from_everybody_else() throws IOException {
        ListenAddress any = new ListenAddress("127.0.0.1", 0);
        try (ServerSocketChannel opened = any.open()) {
            ListenAddress found = any.of(opened);
            assertThat(found.port()).isPositive();
            assertThatExceptionOfType(ConfigException.class).isThrownBy(found::open);
        }
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenAddress taken = new ListenAddress("127.0.0.1", other.getLocalPort());
            assertThatExceptionOfType(ConfigException.class).isThrownBy(taken::open)
                    .withMessageContaining("cannot listen on " + taken).withMessageContaining("--listen");
        }
    }
}
