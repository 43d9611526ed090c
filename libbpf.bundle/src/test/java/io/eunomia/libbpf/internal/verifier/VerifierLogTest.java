package io.eunomia.libbpf.internal.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.VerifierDiagnosis;
import io.eunomia.libbpf.VerifierRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs as Linux 6.18 wrote them for {@code refused.bpf.c}. */
class VerifierLogTest {

    static String log(String name) {
        try (InputStream in = VerifierLogTest.class.getResourceAsStream("/verifier/" + name + ".log")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "endless_loop           | infinite loop detected at insn 2                  | 4  | while (1)                | no end",
        "too_many_instructions  | BPF program is too large. Processed 1000001 insn  | 3  | sum += bpf_ktime_get_ns(); | gave up",
        "arbitrary_pointer      | R0 invalid mem access 'scalar'                    | 1  | return *anywhere != 0;   | a number",
        "unchecked_lookup       | R0 invalid mem access 'map_value_or_null'         | 7  | return *value != 0;      | may be NULL",
        "beyond_map_value       | invalid access to map value, value_size=8 off=8 size=8 | 8 | return value ? value[1] != 0 : 0; | beyond the end",
        "unbounded_index        | R7 unbounded memory access, make sure to bounds check any such access | 12 | return value ? value[bpf_get_prandom_u32()] : 0; | no bound",
        "unset_result           | R0 !read_ok                                       | 0  | return never_set;        | not set",
        "record_never_submitted | Unreleased reference id=2 alloc_insn=4            | 9  | return 0;                | not given back",
        "stack_too_large        | combined stack size of 2 calls is 608. Too large  | -1 | ``                       | 512 bytes",
        "beyond_stack           | invalid write to stack R10 off=-520 size=8        | 1  | asm volatile(\"r1 = 0; *(u64 *)(r10 - 520) = r1;\" ::: \"r1\", \"memory\"); | 512 bytes",
        "helper_of_another_type | program of this type cannot use helper bpf_override_return#58 | 9 | return bpf_override_return(ctx, name[0]); | does not offer",
        "unchecked_packet       | invalid access to packet, off=20 size=1, R1(id=0,off=20,r=0) | 1 | return data[20] ? XDP_PASS : XDP_DROP; | that long",
        "beyond_context         | invalid bpf_context access off=200 size=4         | 0  | return *(__u32 *)((void *)ctx + 200); | no such field",
        "result_out_of_range    | At program exit the register R0 has smin=7 smax=7 should have been in [0, 1] | 1 | return 7; | certain values",
        "pointer_sum            | R0 pointer += pointer prohibited                  | 9  | asm volatile(\"%0 += %1\" : \"+r\"(value) : \"r\"(ctx)); | arithmetic",
    })
    void the_verdict_is_found_with_its_place_and_meaning(String name, String reason, int instruction, String source,
            String why) {
        VerifierDiagnosis diagnosis = VerifierDiagnosis.of(log(name));
        assertThat(diagnosis.reason()).isEqualTo(reason);
        assertThat(diagnosis.instruction()).isEqualTo(instruction);
        assertThat(diagnosis.source()).isEqualTo(source);
        assertThat(diagnosis.why()).contains(why);
        assertThat(diagnosis.fix()).isNotEmpty();
        assertThat(diagnosis.summary()).startsWith(reason).contains(why).doesNotContain("\n");
        if (instruction >= 0) {
            assertThat(diagnosis.location()).matches("refused\\.bpf\\.c:\\d+");
            assertThat(diagnosis.instructionText()).startsWith("(").doesNotContain("; R");
        }
    }

    @Test
    void a_missing_type_is_told_apart_from_a_missing_helper() {
        VerifierDiagnosis diagnosis = VerifierDiagnosis.of(log("unresolved_relocation"));
        assertThat(diagnosis.reason()).startsWith("failed to resolve CO-RE relocation").contains("no_such_member");
        assertThat(diagnosis.fix()).contains("bpf_core_field_exists");
        String raw = "5: (85) call unknown#195896080\ninvalid func unknown#195896080\nprocessed 6 insns\n";
        assertThat(VerifierDiagnosis.of(raw).why()).contains("no such type, member");
    }

    @Test
    void logs_without_source_lines_or_of_older_kernels_are_read_too() {
        String older = "0: R1=ctx(id=0,off=0,imm=0) R10=fp0\n; return *p;\n0: (79) r0 = *(u64 *)(r1 +8)\n"
                + "1: R0_w=inv(id=0) R1=ctx(id=0,off=0,imm=0) R10=fp0\n1: (79) r0 = *(u64 *)(r0 +0)\n"
                + "R0 invalid mem access 'inv'\nprocessed 2 insns (limit 1000000)\n";
        VerifierDiagnosis diagnosis = VerifierDiagnosis.of(older);
        assertThat(diagnosis.reason()).isEqualTo("R0 invalid mem access 'inv'");
        assertThat(diagnosis.instruction()).isEqualTo(1);
        assertThat(diagnosis.instructionText()).isEqualTo("(79) r0 = *(u64 *)(r0 +0)");
        assertThat(diagnosis.source()).isEqualTo("return *p;");
        assertThat(diagnosis.location()).isEmpty();
    }

    @Test
    void an_unknown_reason_is_given_in_the_verifiers_words() {
        VerifierDiagnosis diagnosis = VerifierDiagnosis.of("0: (95) exit\nsomething quite new\nprocessed 1 insns\n");
        assertThat(diagnosis.reason()).isEqualTo("something quite new");
        assertThat(diagnosis.why()).isEmpty();
        assertThat(diagnosis.summary()).isEqualTo("something quite new (instruction 0)");
    }

    @Test
    void an_empty_log_has_no_reason() {
        assertThat(VerifierDiagnosis.of("").reason()).isEmpty();
        assertThat(VerifierDiagnosis.of("\n\n").instruction()).isEqualTo(-1);
    }

    @Test
    void every_rule_has_a_meaning_and_a_remedy() {
        assertThat(VerifierRule.all()).allSatisfy(rule -> {
            assertThat(rule.why()).isNotBlank();
            assertThat(rule.fix()).isNotBlank();
        });
    }

    @Test
    void a_log_of_megabytes_is_read_from_its_end() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            log.append(i).append(": (0f) r0 += r7                      ; R0=scalar()\n");
        }
        log.append("BPF program is too large. Processed 1000001 insn\nprocessed 1000001 insns\n");
        VerifierRejectedException refused = new VerifierRejectedException("big", Errno.E2BIG, log.toString());
        assertThat(refused).hasMessageStartingWith("program load \"big\": E2BIG (BPF program is too large");
        assertThat(refused.diagnosis().instruction()).isEqualTo(199_999);
        assertThat(refused.log()).hasSize(log.length());
    }
}
