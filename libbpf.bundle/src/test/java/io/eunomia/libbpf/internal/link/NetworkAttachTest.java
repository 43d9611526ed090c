package io.eunomia.libbpf.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.fixture.Commands;
import io.eunomia.libbpf.fixture.CountingProgram;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.fixture.VethPair;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetworkAttachTest {

    @Test
    void packets_of_an_interface_pass_xdp_and_both_classifier_hooks() {
        try (VethPair veth = new VethPair();
                CountingProgram xdp = CountingProgram.load("by_xdp");
                CountingProgram in = CountingProgram.load("by_classifier");
                CountingProgram out = CountingProgram.load("by_classifier");
                BpfLink first = xdp.attach(new AttachPoint.Xdp(veth.name()));
                BpfLink second = in.attach(new AttachPoint.Tc(veth.name(), true));
                BpfLink third = out.attach(new AttachPoint.Tc(veth.peer(), false))) {
            veth.receivePacket();
            Await.until("a packet", () -> xdp.hits() > 0 && in.hits() > 0 && out.hits() > 0);
            assertThat(first.point()).hasToString("xdp:" + veth.name());
            assertThat(second.point()).hasToString("tc:" + veth.name() + ":ingress");
            assertThat(third.program()).isEqualTo("by_classifier");
        }
    }

    @Test
    void two_programs_share_a_classifier_hook() {
        try (VethPair veth = new VethPair();
                CountingProgram first = CountingProgram.load("by_classifier");
                CountingProgram second = CountingProgram.load("by_classifier");
                BpfLink one = first.attach(new AttachPoint.Tc(veth.name(), true));
                BpfLink other = second.attach(new AttachPoint.Tc(veth.name(), true))) {
            veth.receivePacket();
            Await.until("a packet", () -> first.hits() > 0 && second.hits() > 0);
            // Before Linux 6.6 the hook is a filter of clsact's, which has no descriptor.
            assertThat(one.fd() == -1 ? filters(veth).split("direct-action").length - 1 : Set.of(one.fd(), other.fd()).size())
                    .as(filters(veth)).isEqualTo(2);
        }
    }

    @Test
    void an_older_classifier_filter_is_removed_on_close() {
        try (VethPair veth = new VethPair(); CountingProgram program = CountingProgram.load("by_classifier")) {
            try (BpfLink link = ClsactFilterAccess.attach(program, veth.name())) {
                veth.receivePacket();
                Await.until("a packet", () -> program.hits() > 0);
                assertThat(filters(veth)).contains("by_classifier");
                assertThat(link.fd()).isEqualTo(-1);
            }
            assertThat(filters(veth)).doesNotContain("by_classifier");
        }
    }

    private static String filters(VethPair veth) {
        return Commands.run("tc", "filter", "show", "dev", veth.name(), "ingress");
    }

    @Test
    void a_second_xdp_program_on_an_interface_is_refused_with_the_reason() {
        try (VethPair veth = new VethPair();
                CountingProgram first = CountingProgram.load("by_xdp");
                CountingProgram second = CountingProgram.load("by_xdp");
                BpfLink link = first.attach(new AttachPoint.Xdp(veth.name()))) {
            assertThatThrownBy(() -> second.attachOrThrow(link.point())).isInstanceOf(BpfException.class)
                    .hasMessageContaining("EBUSY").hasMessageContaining("attached there already");
        }
    }

    @Test
    void an_interface_that_does_not_exist_is_named() {
        try (CountingProgram program = CountingProgram.load("by_xdp")) {
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.Xdp("nosuchif")))
                    .isInstanceOfSatisfying(BpfException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
                    .hasMessageContaining("nosuchif");
            assertThatThrownBy(() -> program.attachOrThrow(AttachPoint.bySection()))
                    .hasMessageContaining("give a network interface (xdp:IFACE)");
        }
    }

    @Test
    void a_socket_filter_sees_the_packets_of_an_interface() {
        try (VethPair veth = new VethPair();
                CountingProgram program = CountingProgram.load("by_packets");
                BpfLink link = program.attach(new AttachPoint.Packets(veth.name()))) {
            veth.receivePacket();
            Await.until("a packet", () -> program.hits() > 0);
            assertThat(link.fd()).isPositive();
        }
    }

    @Test
    void a_control_group_sees_its_processes_make_sockets() throws IOException {
        Path root = cgroupRoot();
        Path group = Files.createDirectory(root.resolve("eunomia-test-" + TestKernel.pid()));
        try (CountingProgram program = CountingProgram.load("by_cgroup");
                BpfLink link = program.attach(new AttachPoint.Cgroup(group.toString()))) {
            Commands.run("bash", "-c", "echo $$ > " + group + "/cgroup.procs; echo x > /dev/udp/127.0.0.1/9");
            assertThat(program.hits()).isPositive();
            assertThat(link.point()).hasToString("cgroup:" + group);
        } finally {
            Files.delete(group);
        }
    }

    private static Path cgroupRoot() throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/mounts"))) {
            return mounts.map(line -> line.split(" ")).filter(fields -> fields[2].equals("cgroup2"))
                    .map(fields -> Path.of(fields[1])).findFirst()
                    .orElseGet(() -> TestKernel.skip("cgroup", "no cgroup v2 is mounted"));
        }
    }

    @Test
    void a_control_group_that_does_not_exist_is_named() {
        try (CountingProgram program = CountingProgram.load("by_cgroup")) {
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.Cgroup("/no/such/group")))
                    .hasMessageContaining("ENOENT").hasMessageContaining("no directory /no/such/group");
        }
    }

    @Test
    void a_network_namespace_lets_socket_lookups_be_seen() throws IOException {
        try (CountingProgram program = CountingProgram.load("by_network_namespace");
                BpfLink link = program.attach(new AttachPoint.NetworkNamespace("/proc/self/ns/net"));
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(program.hits()).isPositive();
            assertThat(link.fd()).isPositive();
        }
    }

    @Test
    void a_map_of_sockets_takes_a_program() {
        try (CountingProgram program = CountingProgram.load("by_socket_map");
                BpfLink link = program.attach(new AttachPoint.SocketMap("sockets"))) {
            assertThat(link.point()).hasToString("sockmap:sockets");
            assertThatThrownBy(() -> program.attachOrThrow(new AttachPoint.SocketMap("nope")))
                    .isInstanceOf(BpfException.class).hasMessageContaining("sockets");
        }
    }

    @Test
    void struct_ops_are_registered_while_the_link_is_open() throws IOException {
        Path available = Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
        try (BpfObject object = TestKernel.orSkip("struct_ops",
                () -> TestKernel.libbpf().open("congestion", TestKernel.object("congestion")).load())) {
            try (BpfLink link = object.attachStructOps("eunomia_test")) {
                assertThat(Files.readString(available)).contains("eunomia_test");
                assertThat(link.program()).isEqualTo("eunomia_test");
            }
            assertThatThrownBy(() -> object.program("eunomia_ssthresh").attach(AttachPoint.bySection()))
                    .hasMessageContaining("attachStructOps");
            Await.until("unregistration", () -> !contains(available));
        }
    }

    private static boolean contains(Path file) {
        try {
            return Files.readString(file).contains("eunomia_test");
        } catch (IOException e) {
            return false;
        }
    }
}
