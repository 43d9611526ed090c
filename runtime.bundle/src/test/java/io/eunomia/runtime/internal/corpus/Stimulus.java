package io.eunomia.runtime.internal.corpus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a program run; named in corpus.csv, repeated until it did. */
enum Stimulus {
    NONE {
        @Override
        void make(Surroundings around) {
            // It runs without our help, or is not expected to.
        }
    },
    OPEN {
        @Override
        void make(Surroundings around) throws IOException {
            Files.readAllBytes(around.folder().resolve("opened"));
        }
    },
    UNLINK {
        @Override
        void make(Surroundings around) throws IOException {
            Files.delete(Files.writeString(around.folder().resolve("unlinked"), "x"));
        }
    },
    EXEC {
        @Override
        void make(Surroundings around) {
            Surroundings.run("/bin/true");
        }
    },
    LOCALE {
        @Override
        void make(Surroundings around) {
            // Calls setlocale, as the tools of coreutils do first of all.
            Surroundings.run("/bin/ls", "-d", "/");
        }
    },
    TARGET {
        @Override
        void make(Surroundings around) {
            Surroundings.run(around.target().toString());
        }
    },
    CONNECT {
        @Override
        void make(Surroundings around) throws IOException {
            connect(InetAddress.getLoopbackAddress());
        }
    },
    OWN_CONNECT {
        @Override
        void make(Surroundings around) throws IOException {
            around.routeOwnAddress();
            connect(InetAddress.getByName(Surroundings.OWN_ADDRESS));
        }
    },
    DATAGRAM {
        @Override
        void make(Surroundings around) throws IOException {
            try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
                    DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
                receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                sender.send(ByteBuffer.wrap(new byte[] {1}), receiver.getLocalAddress());
                receiver.receive(ByteBuffer.allocate(1));
            }
        }
    },
    PACKET {
        @Override
        void make(Surroundings around) {
            around.receivePacket();
        }
    },
    SYSCTL {
        @Override
        void make(Surroundings around) throws IOException {
            Files.readString(Path.of("/proc/sys/kernel/ostype"));
        }
    },
    DEVICE {
        @Override
        void make(Surroundings around) throws IOException {
            Files.newInputStream(Path.of("/dev/zero")).close();
        }
    },
    SPIN {
        @Override
        void make(Surroundings around) {
            long end = System.nanoTime() + SPIN_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    };

    private static final long SPIN_NANOS = 20_000_000;

    abstract void make(Surroundings around) throws IOException;

    /** IPv4 proper: Java's plain sockets are IPv6 ones that speak to IPv4 addresses. */
    private static void connect(InetAddress address) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(address, 0));
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.getOption(StandardSocketOptions.SO_KEEPALIVE);
                client.connect(server.getLocalAddress());
                try (SocketChannel peer = server.accept()) {
                    for (int i = 0; i < 3; i++) {
                        client.write(ByteBuffer.wrap(new byte[] {1}));
                        peer.read(ByteBuffer.allocate(1));
                    }
                }
            }
        }
    }
}
