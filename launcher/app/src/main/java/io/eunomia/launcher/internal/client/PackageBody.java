package io.eunomia.launcher.internal.client;

import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.PackageSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of a request to the daemon: a package, or a form (RFC 7578) with a package and the kernel's types.
 *
 * @param mediaType of the content, with its parameters
 */
record PackageBody(String mediaType, byte[] content) {

    static PackageBody of(Optional<PackageSource> source, Optional<GivenTypes> types) {
        return types.map(given -> form(source, given.name(), given.content()))
                .orElseGet(() -> source.map(given -> new PackageBody(mediaType(given.content()), given.content()))
                        .orElseGet(() -> new PackageBody("application/json", new byte[0])));
    }

    /** Makes a form. @param name of the file with the types */
    static PackageBody form(Optional<PackageSource> source, String name, byte[] types) {
        String boundary = "eunomia-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream(types.length + 1024);
        source.ifPresent(given -> part(form, boundary, "package", given.name(), given.content()));
        part(form, boundary, "btf", name, types);
        text(form, "--" + boundary + "--\r\n");
        return new PackageBody("multipart/form-data; boundary=" + boundary, form.toByteArray());
    }

    /** Returns the media type of a package, by its first byte. */
    static String mediaType(byte[] content) {
        int first = content.length == 0 ? 0 : content[0];
        if (first == 'P') {
            return "application/java-archive";
        }
        return first == 0x7f ? "application/octet-stream" : "application/json";
    }

    private static void part(ByteArrayOutputStream form, String boundary, String name, String file, byte[] content) {
        text(form, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + file.replaceAll("[\"\\p{Cntrl}]", "_") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        form.writeBytes(content);
        text(form, "\r\n");
    }

    private static void text(ByteArrayOutputStream form, String text) {
        form.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
