package io.eunomia.libbpf.internal.btf;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.btf.BtfBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFactCacheTest {
    private static final byte[] KERNEL = {1, 2, 3};

    @TempDir
    private Path folder;
    private Path file;
    private Path types;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("kernel-types");
        BtfBuilder builder = new BtfBuilder();
        builder.type("first", BtfBuilder.TYPEDEF, 0);
        builder.type("second", BtfBuilder.TYPEDEF, 0);
        types = Files.write(folder.resolve("vmlinux"), builder.build());
    }

    private KernelImage image(byte[] kernel) {
        KernelFactCache answers = new KernelFactCache(kernel);
        answers.read(file);
        return new KernelImage(types, answers);
    }

    private KernelImage asked(byte[] kernel) {
        KernelImage image = image(kernel);
        assertThat(image.find("second", BtfKind.TYPEDEF)).isEqualTo(2);
        assertThat(image.find("third", BtfKind.TYPEDEF)).isZero();
        image.answers().keep("roots", new byte[] {4, 5});
        image.answers().note("it works");
        image.answers().write(file);
        return image;
    }

    @Test
    void a_later_process_need_not_read_the_types() {
        assertThat(asked(KERNEL).ifRead()).isPresent();
        KernelImage later = image(KERNEL);
        assertThat(later.isPresent()).isTrue();
        assertThat(later.find("second", BtfKind.TYPEDEF)).isEqualTo(2);
        assertThat(later.find("third", BtfKind.TYPEDEF)).isZero();
        assertThat(later.answers().excerpt("roots")).hasValueSatisfying(kept -> assertThat(kept).containsExactly(4, 5));
        assertThat(later.answers().excerpt("others")).isEmpty();
        assertThat(later.answers().isNoted("it works")).isTrue();
        assertThat(later.answers().isNoted("it does not")).isFalse();
        assertThat(later.ifRead()).isEmpty();
        assertThat(later.find("first", BtfKind.TYPEDEF)).isEqualTo(1);
        assertThat(later.ifRead()).isPresent();
    }

    @Test
    void another_kernel_s_answers_are_nothing() {
        asked(KERNEL);
        KernelImage other = image(new byte[] {1, 2, 4});
        assertThat(other.answers().isNoted("it works")).isFalse();
        assertThat(other.find("second", BtfKind.TYPEDEF)).isEqualTo(2);
        assertThat(other.ifRead()).isPresent();
    }

    @Test
    void a_kernel_that_cannot_be_told_from_others_has_none_kept() {
        asked(new byte[0]);
        assertThat(file).doesNotExist();
    }

    @Test
    void whatever_is_damaged_is_nothing() throws Exception {
        asked(KERNEL);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(image(KERNEL).answers().isEmpty()).as("cut after " + length).isTrue();
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            assertThat(image(KERNEL).answers().isEmpty()).as("changed at " + at).isTrue();
        }
        Files.write(file, whole);
        assertThat(image(KERNEL).answers().isEmpty()).isFalse();
    }

    @Test
    void where_nothing_can_be_written_all_is_asked_again() {
        KernelImage image = image(KERNEL);
        assertThat(image.find("first", BtfKind.TYPEDEF)).isEqualTo(1);
        image.answers().write(folder.resolve("none").resolve("kernel-types"));
        assertThat(image.find("first", BtfKind.TYPEDEF)).isEqualTo(1);
        image.answers().write(file);
        assertThat(image(KERNEL).answers().isEmpty()).isFalse();
    }

    @Test
    void nothing_new_is_nothing_to_write() throws Exception {
        asked(KERNEL);
        byte[] before = Files.readAllBytes(file);
        KernelFactCache same = new KernelFactCache(KERNEL);
        same.read(file);
        same.note("it works");
        Files.delete(file);
        same.write(file);
        assertThat(file).doesNotExist();
        same.note("more");
        same.write(file);
        assertThat(Files.readAllBytes(file)).hasSizeGreaterThan(before.length);
    }
}
