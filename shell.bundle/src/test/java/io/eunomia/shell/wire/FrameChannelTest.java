package io.eunomia.shell.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real Unix domain socket. */
class FrameChannelTest {
    @TempDir
    private Path folder;
    private SocketChannel client;
    private FrameChannel here;
    private FrameChannel there;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = ShellAddress.of(folder);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            client = SocketChannel.open(address);
            here = new FrameChannel(client);
            there = new FrameChannel(server.accept());
        }
    }

    @AfterEach
    void close() throws IOException {
        here.close();
        there.close();
    }

    @Test
    void frames_arrive_as_they_were_sent_also_large_ones() throws Exception {
        byte[] large = new byte[5 << 20];
        new Random(1).nextBytes(large);
        Thread writer = new Thread(() -> writeAll(Frame.of(FrameType.EXECUTE, "trackers", "äöü €", ""),
                Frame.of(FrameType.INTERRUPT), Frame.of(FrameType.OUT, large)));
        writer.start();
        Frame first = there.read().orElseThrow();
        assertThat(first.type()).isEqualTo(FrameType.EXECUTE);
        assertThat(first.texts(0)).containsExactly("trackers", "äöü €", "");
        assertThat(first.text(7)).isEmpty();
        assertThat(there.read().orElseThrow().fields()).isEmpty();
        assertThat(Arrays.equals(there.read().orElseThrow().fields().get(0), large)).isTrue();
        writer.join();
        here.close();
        assertThat(there.read()).isEmpty();
    }

    private void writeAll(Frame... frames) {
        try {
            for (Frame frame : frames) {
                here.write(frame);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_no_frame_is_refused() throws IOException {
        client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThatThrownBy(there::read).isInstanceOf(IOException.class).hasMessageContaining("not a frame");
    }

    @Test
    void a_length_that_cannot_be_is_refused_before_memory_is_taken() throws IOException {
        client.write(ByteBuffer.allocate(9).put((byte) 'E').putInt(1).putInt(Integer.MAX_VALUE).flip());
        assertThatThrownBy(there::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    @Test
    void a_frame_that_breaks_off_is_told_from_an_end() throws IOException {
        client.write(ByteBuffer.allocate(11).put((byte) 'E').putInt(1).putInt(100).putShort((short) 1).flip());
        here.close();
        assertThatThrownBy(there::read).isInstanceOf(IOException.class).hasMessageContaining("broke off");
    }

    @Test
    void every_type_has_a_letter_of_its_own() {
        List<Byte> letters = Arrays.stream(FrameType.values()).map(FrameType::letter).toList();
        assertThat(letters).doesNotHaveDuplicates();
        assertThat(letters).allSatisfy(letter -> assertThat(FrameType.of(letter).letter()).isEqualTo(letter));
    }
}
