package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.LIMITS;
import static io.eunomia.runtime.internal.parse.Parsing.assertBad;
import static io.eunomia.runtime.internal.parse.Parsing.bytes;
import static io.eunomia.runtime.internal.parse.Parsing.failure;
import static io.eunomia.runtime.internal.parse.Parsing.own;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static io.eunomia.runtime.internal.parse.Parsing.seed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MalformedPackageTest {

    @Test
    void what_is_no_package_at_all_is_told_by_its_first_bytes() {
        assertThat(failure(new byte[0]).message()).isEqualTo("the package is empty");
        assertThat(failure("  \n").message()).isEqualTo("the package is empty");
        assertThat(failure("#!/bin/sh").message()).contains("begins with 23 21 2f 62");
        assertThat(failure("[1]").message()).contains("neither an ELF object nor JSON");
        assertThat(failure(new byte[] {0x1f, (byte) 0x8b, 8, 0}).hint()).contains("unpack it");
    }

    @Test
    void json_that_is_no_package_is_told() {
        assertBad("{'a': 1}", "", "the JSON is no package", "eunomia, data and bpf_object");
        assertBad("{}", "", "the JSON is no package");
    }

    @Test
    void truncated_json_is_told_by_line_and_column() {
        assertBad("{'name': 'x',\n 'data'", "", "ends too early at line 2, column 8", "cut off");
        assertBad("{'name': 'x', 'data': 'f0VM", "", "ends too early at line 1");
        assertBad("{'name': 'x', 'data': 'f0VM\\", "", "ends too early at line 1");
    }

    @Test
    void malformed_json_is_told_by_line_and_column() {
        assertBad("{'a': 1,\n}", "", "is not JSON at line 2, column 1");
        assertBad("{'a': 1} {}", "", "text follows the JSON object at line 1");
        assertBad("{'data': 1, 'data': 2}", "", "Duplicate", "data");
    }

    @Test
    void utf16_is_refused_and_a_byte_order_mark_passed_over() {
        byte[] utf16 = "{\"data\": \"\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        assertThat(failure(utf16).message()).contains("JSON in UTF-8");

        byte[] plain = bytes(seed("", ""));
        byte[] marked = new byte[plain.length + 3];
        System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, 3);
        System.arraycopy(plain, 0, marked, 3, plain.length);
        assertThat(parse(marked).object()).isEqualTo(SampleObject.bytes());
    }

    @Test
    void deep_nesting_and_huge_numbers_stay_within_bounds() {
        Failure deep = failure("{'eunomia': 1, 'metrics': " + "[".repeat(100_000));
        assertThat(deep.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(deep.message()).contains("JSON beyond bounds at line 1");

        Failure huge = failure(seed("data_sz", "9".repeat(100_000)));
        assertThat(huge.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertBad(seed("data_sz", "9".repeat(99)), "/data_sz", "out of range");
    }

    @Test
    void the_package_is_bounded_before_anything_is_decoded() {
        Failure failure = failure(new byte[LIMITS.packageBytes() + 1]);

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.message()).contains("the package has 8388609 bytes");
    }

    @Test
    void objects_that_are_not_bpf_objects_are_refused_by_place() {
        byte[] object = SampleObject.bytes();
        assertObject(changed(object, 18, 62), "x86-64");
        assertObject(changed(changed(changed(object, 5, 2), 18, 0), 19, 247), "endian");
        assertObject(changed(object, 4, 1), "64-bit");
        assertObject(Arrays.copyOf(object, object.length / 2), "");
        assertObject(Arrays.copyOf(object, 20), "");
        String base64 = java.util.Base64.getEncoder().encodeToString("no object at all".getBytes(StandardCharsets.UTF_8));
        assertBad("{'eunomia': 1, 'data': '" + base64 + "'}", "/data", "ELF");
    }

    private static void assertObject(byte[] bytes, String message) {
        Failure failure = failure(bytes);
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).startsWith("object check").contains(message);
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void every_cut_and_many_changes_are_refused_or_read_but_never_fail_otherwise() {
        byte[] good = bytes(own("'args': {'target_pid': {'global': 'target_pid', 'default': 1}}"));
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bad = round % 2 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int i = 0; round % 2 == 1 && i < 3; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                parse(bad);
            } catch (TrackerException e) {
                refused++;
                assertThat(e.failure().message()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }
}
