package io.eunomia.runtime.internal.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The object that src/test/bpf/package_sample.bpf.c is compiled to. */
public final class SampleObject {

    private SampleObject() {
    }

    public static byte[] bytes() {
        try (InputStream in = SampleObject.class.getResourceAsStream("/bpf/package_sample.bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }
}
