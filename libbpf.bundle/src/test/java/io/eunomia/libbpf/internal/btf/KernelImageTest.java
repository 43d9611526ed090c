package io.eunomia.libbpf.internal.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.BtfBuilder;
import io.eunomia.libbpf.btf.MalformedBtfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelImageTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("kernel")
    void it_is_what_the_whole_section_gives() throws Exception {
        Path kernel = Path.of("/sys/kernel/btf/vmlinux");
        KernelImage image = new KernelImage(kernel);
        assertThat(image.ifRead()).isEmpty();
        BtfNames read = image.names();
        assertThat(image.ifRead()).containsSame(read);
        byte[] section = Files.readAllBytes(kernel);
        assertThat(image.bytes()).isEqualTo(section);
        BtfImage whole = new BtfImage(section, null);
        assertThat(read.image().words()).isEqualTo(whole.words());
        assertThat(read.image().stringBytes(0)).isEqualTo(whole.stringBytes(0));
        assertThat(read.image().typeCount()).isEqualTo(whole.typeCount());
    }

    /** More than one piece, and not a whole number of them. */
    @Test
    void pieces_are_put_together() throws Exception {
        BtfBuilder types = new BtfBuilder();
        for (int i = 0; i < 3001; i++) {
            types.type("plain_" + i, BtfBuilder.TYPEDEF, 0);
        }
        types.type("flavored___x", BtfBuilder.TYPEDEF, 0);
        Path file = Files.write(folder.resolve("vmlinux"), types.build());
        BtfNames names = new KernelImage(file).names();
        assertThat(names.find("plain_3000", 1 << BtfKind.TYPEDEF)).containsExactly(3001);
        assertThat(names.find("plain_3000", 1 << BtfKind.STRUCT)).isEmpty();
        assertThat(names.find("flavored", -1)).isEmpty();
        assertThat(names.flavored()).containsExactly(3002);
    }

    @Test
    void what_is_missing_or_cut_off_is_told() throws Exception {
        KernelImage missing = new KernelImage(folder.resolve("none"));
        assertThatThrownBy(missing::names).isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(missing::bytes).isInstanceOf(UnsupportedFeatureException.class);
        BtfBuilder types = new BtfBuilder();
        types.type("one", BtfBuilder.TYPEDEF, 0);
        byte[] section = types.build();
        for (int length : new int[] {0, 10, section.length - 1}) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(section, length));
            assertThatThrownBy(new KernelImage(file)::names).isInstanceOf(MalformedBtfException.class);
        }
    }
}
