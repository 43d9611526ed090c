package io.eunomia.trackers.tcpconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.eunomia.runtime.TrackerStats.ProgramStats;
import io.eunomia.trackers.testing.SeenEvent;
import io.eunomia.trackers.testing.TrackerRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TcpConnectTrackerTest {
    private static final InetAddress IPV4 = address("127.0.0.1");
    private static final InetAddress IPV6 = address("::1");

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Limited to this process. */
    private static TrackerRun tracker(String... arguments) {
        Map<String, String> given = new HashMap<>();
        given.put("target_pid", Long.toString(ProcessHandle.current().pid()));
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        return TrackerRun.start("tcpconnect", given);
    }

    private static int closedPort(InetAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void every_connection_over_ipv4_and_ipv6_is_reported_once_with_both_ends() throws Exception {
        List<String> expected = new ArrayList<>();
        List<SeenEvent> events;
        try (TrackerRun run = tracker(); ServerSocket server4 = new ServerSocket(0, 500, IPV4);
                ServerSocket server6 = new ServerSocket(0, 500, IPV6)) {
            for (int i = 0; i < 400; i++) {
                ServerSocket server = i % 2 == 0 ? server4 : server6;
                try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                        Socket accepted = server.accept()) {
                    assertThat(accepted.getPort()).isEqualTo(socket.getLocalPort());
                    String host = i % 2 == 0 ? "127.0.0.1" : "::1";
                    expected.add((i % 2 == 0 ? "AF_INET " : "AF_INET6 ") + host + " " + socket.getLocalPort()
                            + " " + host + " " + server.getLocalPort() + " 0");
                }
            }
            events = run.stop();
            assertThat(run.ledger("connect").kernelLost()).hasValue(0);
            assertThat(run.ledger("connect").read()).isEqualTo(400);
        }
        assertThat(events).extracting(TcpConnectTrackerTest::ends).containsExactlyElementsOf(expected);
        assertThat(events).allSatisfy(e -> {
            assertThat(e.number("pid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(Duration.ofNanos(e.number("latency_ns"))).isPositive().isLessThan(Duration.ofSeconds(5));
        });
    }

    private static String ends(SeenEvent e) {
        return String.join(" ", e.text("family"), e.text("saddr"), e.text("sport"), e.text("daddr"),
                e.text("dport"), e.text("result"));
    }

    @Test
    void a_refusal_is_reported_once_whether_the_caller_waits_or_not() throws Exception {
        List<SeenEvent> events;
        int port = closedPort(IPV4);
        try (TrackerRun run = tracker("failed", "true")) {
            for (int i = 0; i < 50; i++) {
                try (Socket socket = new Socket()) {
                    assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.connect(new InetSocketAddress(IPV4, port)));
                }
                try (SocketChannel channel = SocketChannel.open()) {
                    channel.configureBlocking(false);
                    assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                        channel.connect(new InetSocketAddress(IPV4, port));
                        while (!channel.finishConnect()) {
                            Thread.onSpinWait();
                        }
                    });
                }
            }
            events = run.stop();
        }
        assertThat(events).hasSize(100).allSatisfy(e -> {
            assertThat(e.text("result")).contains("ECONNREFUSED");
            assertThat(e.number("dport")).isEqualTo(port);
            assertThat(e.number("sport")).isPositive();
        });
    }

    @Test
    void an_attempt_that_fails_before_the_first_packet_is_reported_by_the_call() throws Exception {
        InetAddress broadcast = address("255.255.255.255");
        List<SeenEvent> events;
        try (TrackerRun run = tracker()) {
            try (Socket socket = new Socket()) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.connect(new InetSocketAddress(broadcast, 4242)));
            }
            events = run.stop();
        }
        assertThat(events).singleElement().satisfies(e -> {
            assertThat(e.text("result")).contains("ENETUNREACH");
            assertThat(e.text("daddr")).isEqualTo("255.255.255.255");
            assertThat(e.number("dport")).isEqualTo(4242);
            assertThat(e.text("family")).isEqualTo("AF_INET");
        });
    }

    @Test
    void an_attempt_given_up_is_reported_as_canceled() throws Exception {
        List<SeenEvent> events;
        int pending = 0;
        int begun = 0;
        try (TrackerRun run = tracker(); ServerSocket full = new ServerSocket(0, 1, IPV4)) {
            List<SocketChannel> channels = new ArrayList<>();
            for (; begun < 8; begun++) {
                SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                channel.configureBlocking(false);
                if (!channel.connect(full.getLocalSocketAddress()) && !channel.finishConnect()) {
                    pending++;
                }
            }
            for (SocketChannel channel : channels) {
                channel.close();
            }
            events = run.stop();
        }
        assertThat(pending).isPositive();
        assertThat(events).hasSize(begun);
        assertThat(events.stream().filter(e -> e.text("result").contains("ECANCELED"))).hasSize(pending);
    }

    @Test
    void only_the_port_that_was_asked_for() throws Exception {
        List<SeenEvent> events;
        try (ServerSocket wanted = new ServerSocket(0, 10, IPV4); ServerSocket other = new ServerSocket(0, 10, IPV4);
                TrackerRun run = tracker("target_port", Integer.toString(wanted.getLocalPort()))) {
            new Socket(IPV4, other.getLocalPort()).close();
            new Socket(IPV4, wanted.getLocalPort()).close();
            events = run.stop();
            assertThat(events).extracting(e -> e.number("dport")).containsExactly((long) wanted.getLocalPort());
        }
    }

    @Test
    void one_way_to_watch_the_call_is_attached_beside_the_states() {
        try (TrackerRun run = tracker()) {
            List<String> states = List.of("attempt_begins", "attempt_ends", "attempt_ends_nested");
            assertThat(run.programs()).extracting(ProgramStats::name).containsAll(states)
                    .filteredOn(name -> !states.contains(name))
                    .isIn(List.of("connect_enter", "connect_exit"),
                            List.of("stream_connect_enter", "stream_connect_exit"));
        }
    }
}
