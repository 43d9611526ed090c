package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.Plan;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers that were given the kernel's types. */
@Tag("kernel")
class KeptTypesTest {
    private static final Path SHOWN = Path.of("/sys/kernel/btf/vmlinux");
    private static final String MEMBER = "nr_threads";

    @TempDir
    private Path state;
    private FrameworkFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(state);
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private static PackageSource reader(String name) throws IOException {
        try (InputStream in = KeptTypesTest.class.getResourceAsStream("/bpf/kernel_struct.bpf.o")) {
            return new PackageSource(name, in.readAllBytes(), "test");
        }
    }

    private static StartOptions with(GivenTypes types) {
        return StartOptions.none().withBtf(types);
    }

    private static GivenTypes kernels() throws IOException {
        return GivenTypes.of("kernel.btf", Files.readAllBytes(SHOWN));
    }

    /** The kernel's, whose struct has no member of the name that the program reads. */
    private static GivenTypes without() throws IOException {
        byte[] types = Files.readAllBytes(SHOWN);
        byte[] name = ('\0' + MEMBER + '\0').getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + name.length <= types.length; at++) {
            if (types[at] == 0 && Arrays.equals(types, at, at + name.length, name, 0, name.length)) {
                types[at + 1] = 'x';
            }
        }
        return GivenTypes.of("other.btf", types);
    }

    private static Failure failure(ThrowingCallable action) {
        return catchThrowableOfType(TrackerException.class, action).failure();
    }

    private List<String> files() throws IOException {
        Path folder = state.resolve("types");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString().replace(".btf", "")).sorted().toList();
        }
    }

    @Test
    void programs_are_relocated_by_the_types_that_were_given() throws Exception {
        Failure missing = failure(() -> fixture.trackers.start(reader("reader"), with(without())));
        assertThat(missing.message()).contains(MEMBER);
        assertThat(fixture.trackers.trackers()).isEmpty();
        assertThat(fixture.trackers.start(reader("reader"), with(kernels())).state()).isEqualTo(TrackerState.RUNNING);
        Plan plan = fixture.trackers.plan(reader("planned"), with(without()));
        assertThat(plan.warnings()).anyMatch(text -> text.contains("other.btf are not those that this kernel shows"));
    }

    @Test
    void types_of_another_release_are_doubted() throws Exception {
        Tracker tracker = fixture.trackers.start(reader("reader"), with(GivenTypes.of("vmlinux-5.4.0-42-generic",
                Files.readAllBytes(SHOWN))));
        assertThat(tracker.warnings()).anyMatch(text -> text.contains("vmlinux-5.4.0-42-generic are of another kernel"));
        assertThat(fixture.trackers.start(reader("sure"), with(kernels())).warnings()).noneMatch(
                text -> text.contains("kernel types"));
    }

    @Test
    void they_stay_over_updates_and_restarts_until_they_are_cleared() throws Exception {
        GivenTypes types = kernels();
        fixture.trackers.start(reader("reader"), with(types));
        fixture.trackers.update(1, reader(""));
        assertThat(files()).containsExactly(types.sha256());
        fixture.close();
        fixture = new FrameworkFixture(state);
        Tracker tracker = fixture.trackers.tracker(1);
        assertThat(tracker.state()).isEqualTo(TrackerState.RUNNING);
        assertThat(tracker.options().btf()).contains(types);
        assertThat(tracker.options().btf().orElseThrow().name()).isEqualTo("kernel.btf");

        assertThat(failure(() -> fixture.trackers.update(1, reader(""), UpdateOptions.with(with(without())))).message())
                .contains(MEMBER);
        assertThat(tracker.options().btf()).contains(types);
        fixture.trackers.stop(1);
        assertThat(failure(() -> fixture.trackers.start(1, with(without()))).message()).contains(MEMBER);
        assertThat(tracker.options().btf()).contains(types);
        assertThat(failure(() -> fixture.trackers.start(reader("reader"), with(without()))).message()).contains(MEMBER);
        assertThat(fixture.trackers.start(1).options().btf()).contains(types);

        fixture.trackers.update(1, reader(""), StartOptions.none());
        assertThat(tracker.options().btf()).isEmpty();
    }

    /** As on a kernel that hides its types: the resolver would refuse what requires them. */
    @Test
    void a_package_that_requires_types_gets_by_with_those_that_were_given() throws Exception {
        fixture.framework.getBundleContext().getBundle("eunomia:kernel").uninstall();
        byte[] json = ("{\"eunomia\":1,\"name\":\"needs\",\"requires\":{\"btf\":true},\"data\":\""
                + Base64.getEncoder().encodeToString(reader("").content()) + "\"}").getBytes(StandardCharsets.UTF_8);
        PackageSource needs = new PackageSource("", json, "test");
        assertThat(failure(() -> fixture.trackers.start(needs, StartOptions.none())).kind()).isEqualTo(FailureKind.UNSUPPORTED);
        assertThat(fixture.trackers.start(needs, with(kernels())).state()).isEqualTo(TrackerState.RUNNING);
        fixture.trackers.update(1, needs);
        assertThat(fixture.trackers.tracker(1).state()).isEqualTo(TrackerState.RUNNING);
    }

    @Test
    void only_what_trackers_have_or_had_last_is_kept() throws Exception {
        fixture.trackers.start(reader("one"), with(kernels()));
        fixture.trackers.start(reader("two"), with(kernels()));
        assertThat(files()).hasSize(1);
        fixture.trackers.remove(1, false);
        assertThat(files()).hasSize(1);
        fixture.trackers.remove(2, false);
        assertThat(files()).isEmpty();
    }

    @Test
    void what_is_no_types_is_refused_before_anything_is_installed() throws Exception {
        byte[] cut = Arrays.copyOf(Files.readAllBytes(SHOWN), 1 << 20);
        for (Map.Entry<String, byte[]> wrong : Map.of("neither BTF nor an ELF file", "text".getBytes(StandardCharsets.UTF_8),
                "damaged", cut).entrySet()) {
            Failure failure = failure(() -> fixture.trackers.start(reader("reader"),
                    with(GivenTypes.of("wrong", wrong.getValue()))));
            assertThat(failure.kind()).isEqualTo(FailureKind.BAD_REQUEST);
            assertThat(failure.pointer()).isEqualTo("/btf");
            assertThat(failure.message()).contains(wrong.getKey(), "wrong").doesNotContain("compile the object again");
        }
        assertThat(fixture.trackers.trackers()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void damaged_ones_keep_their_tracker_down_until_they_are_given_again() throws Exception {
        GivenTypes types = kernels();
        fixture.trackers.start(reader("reader"), with(types));
        Path file = state.resolve("types").resolve(types.sha256() + ".btf");
        fixture.close();
        byte[] damaged = types.content().clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        fixture = new FrameworkFixture(state);
        Failure failure = fixture.trackers.tracker(1).failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.STORAGE);
        assertThat(failure.message()).contains("kernel.btf", "damaged");
        assertThat(failure.hint()).contains("--btf");
        assertThat(fixture.trackers.start(1, with(types)).state()).isEqualTo(TrackerState.RUNNING);
    }
}
