package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.libbpf.fixture.TestKernel;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class RefusalKernelTest {

    private static BpfObjectFile only(String program) {
        BpfObjectFile file = TestKernel.libbpf().open("refused", TestKernel.object("refused"));
        file.programs().forEach(one -> one.autoload(one.name().equals(program)));
        return file;
    }

    private static VerifierRejectedException refusal(String program) {
        return catchThrowableOfType(VerifierRejectedException.class, () -> only(program).load());
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless_loop", "arbitrary_pointer", "unchecked_lookup", "beyond_map_value",
        "unbounded_index", "unset_result", "record_never_submitted", "stack_too_large", "beyond_stack",
        "helper_of_another_type", "unresolved_relocation", "unchecked_packet", "beyond_context",
        "written_constant", "result_out_of_range", "pointer_sum", "wrong_argument"})
    void a_refused_program_comes_with_its_reason_and_whole_log(String program) {
        VerifierRejectedException refused = refusal(program);
        assertThat(refused.program()).isEqualTo(program);
        assertThat(refused.errno()).isPositive();
        assertThat(refused.diagnosis().why()).as(refused.getMessage()).isNotEmpty();
        assertThat(refused.getMessage()).contains(refused.diagnosis().reason()).doesNotContain("\n");
        assertThat(refused.log()).contains("processed ").contains(refused.diagnosis().reason());
    }

    /** The log of a million instructions does not fit; its end, which counts, is kept. */
    /** Kernels before 6.4 keep the beginning of a log that is full, later ones the end. */
    @Test
    void a_huge_log_is_kept_and_its_end_told() {
        VerifierRejectedException refused = refusal("too_many_instructions");
        boolean end = TestKernel.libbpf().probes().facts().versionCode() >= 6004;
        assertThat(refused.errno()).isEqualTo(end ? Errno.E2BIG : Errno.ENOSPC);
        assertThat(refused.diagnosis().reason()).contains(end ? "too large" : "its log outgrew 16 MiB");
        assertThat(refused.log().length()).isGreaterThan(1 << 20);
    }

    /** Without loading: the verifier has its own words, which other tests read. */
    @Test
    void an_object_in_which_a_byte_is_wrong_is_never_a_fault_of_ours() {
        byte[] good = TestKernel.object("getppid_counter");
        Random random = new Random(42);
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                TestKernel.libbpf().open("counter", bad).close();
            } catch (BpfException e) {
                refused++;
                assertThat(e.fault()).as("byte %d: %s", at, e.getMessage()).isNotEqualTo(Fault.INTERNAL);
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void a_refused_load_leaves_nothing_behind() {
        refusal("arbitrary_pointer");
        long before = TestKernel.kernelDescriptors();
        for (int i = 0; i < 5; i++) {
            refusal("arbitrary_pointer");
        }
        assertThat(TestKernel.kernelDescriptors()).isEqualTo(before);
    }

    @Test
    void the_object_file_is_used_up_by_a_failed_load() {
        BpfObjectFile file = only("arbitrary_pointer");
        assertThatThrownBy(file::load).isInstanceOf(VerifierRejectedException.class);
        assertThatThrownBy(file::load).isInstanceOf(IllegalStateException.class);
        file.close();
    }

    @Test
    void the_log_of_an_accepted_program_is_kept_when_asked_for() {
        BpfObjectFile file = TestKernel.libbpf().open("counter", TestKernel.object("getppid_counter"));
        file.program("on_getppid").verifierLog(2);
        try (BpfObject object = file.load()) {
            assertThat(object.program("on_getppid").verifierLog()).contains("exit").contains("processed ");
        }
        try (BpfObjectFile other = TestKernel.libbpf().open("counter", TestKernel.object("getppid_counter"))) {
            assertThatThrownBy(() -> other.program("on_getppid").verifierLog(9)).isInstanceOf(BpfException.class)
                    .hasMessageContaining("9 is not a verifier log level");
        }
    }

    @Test
    void a_traced_function_that_does_not_exist_is_named() {
        BpfObjectFile file = TestKernel.libbpf().open("function", TestKernel.object("traced_function"));
        assertThatThrownBy(() -> file.program("on_entry").attachTarget("no_such_function"))
                .isInstanceOf(BpfException.class).hasMessageContaining("no_such_function");
        file.close();
    }

    /** Where the kernel does not let functions be traced, that is what the error says. */
    @Test
    void tracing_a_function_works_or_is_said_to_be_unsupported() {
        BpfObjectFile file = TestKernel.libbpf().open("function", TestKernel.object("traced_function"));
        BpfObject object;
        try {
            object = file.load();
        } catch (UnsupportedFeatureException e) {
            assertThat(e.feature()).isEqualTo("fentry");
            assertThat(e.hint()).contains("tracepoint");
            TestKernel.skip("fentry load", e.getMessage());
            return;
        }
        assertThat(object.programs()).hasSize(1);
        object.close();
    }
}
