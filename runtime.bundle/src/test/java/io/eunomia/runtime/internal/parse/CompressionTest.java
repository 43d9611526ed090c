package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.assertBad;
import static io.eunomia.runtime.internal.parse.Parsing.failure;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {

    @ParameterizedTest
    @EnumSource(Compression.class)
    void every_compression_gives_the_object_back(Compression compression) throws IOException {
        byte[] object = SampleObject.bytes();

        assertThat(parse(packageOf(compression, pack(compression, object), object.length)).object()).isEqualTo(object);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void a_bomb_is_refused_by_its_ratio_long_before_it_is_unpacked(Compression compression) throws IOException {
        byte[] bomb = pack(compression, new byte[6 << 20]);
        Failure failure = failure(packageOf(compression, bomb, 6 << 20));

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.pointer()).isEqualTo("/data");
        assertThat(failure.message()).contains("more than 100 times their size");
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void more_than_an_object_may_have_is_refused(Compression compression) throws IOException {
        byte[] noise = new byte[9 << 20];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] &= 1; // packs to less than the limit
        }
        Failure failure = failure(packageOf(compression, pack(compression, noise), noise.length));

        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure.message()).contains("8388608");
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void damaged_data_is_refused(Compression compression) throws IOException {
        byte[] packed = pack(compression, SampleObject.bytes());
        Failure cut = failure(packageOf(compression, Arrays.copyOf(packed, packed.length / 2), 1));
        assertThat(cut.message()).containsAnyOf("ends too early", "is not " + compression.label());

        byte[] changed = packed.clone();
        Arrays.fill(changed, 4, Math.min(200, changed.length), (byte) 0xa5);
        assertThat(failure(packageOf(compression, changed, 1)).message()).contains(compression.label());
        assertThat(failure(packageOf(compression, SampleObject.bytes(), 1)).message())
                .contains("is not " + compression.label());
    }

    @Test
    void an_unknown_compression_is_told_with_the_known_ones() {
        assertBad("{'eunomia': 1, 'data': 'f0VM', 'compression': 'xz'}", "/compression", "\"xz\"",
                "none, zlib, gzip, zstd");
    }

    @Test
    void the_size_is_that_of_the_object_itself() throws IOException {
        byte[] packed = pack(Compression.ZLIB, SampleObject.bytes());

        assertThat(failure(packageOf(Compression.ZLIB, packed, packed.length)).pointer()).isEqualTo("/data_sz");
    }

    private static String packageOf(Compression compression, byte[] packed, int size) {
        return "{'eunomia': 1, 'data': '" + Base64.getEncoder().encodeToString(packed) + "', 'data_sz': " + size
                + ", 'compression': '" + compression.label() + "'}";
    }

    private static byte[] pack(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer(compression, packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static OutputStream packer(Compression compression, OutputStream out) throws IOException {
        switch (compression) {
            case ZLIB:
                return new DeflaterOutputStream(out);
            case GZIP:
                return new GZIPOutputStream(out);
            case ZSTD:
                return new ZstdOutputStream(out);
            default:
                return out;
        }
    }
}
