package io.eunomia.launcher.internal.cli;

import io.eunomia.libbpf.core.KernelTypes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of a request to the daemon: a package, or a form (RFC 7578) with a package and the kernel's types.
 *
 * @param mediaType of the content, with its parameters
 */
record PackageBody(String mediaType, byte[] content) {

    /** Makes a body. @param btf file with types, read here; null for none */
    static PackageBody of(Optional<PackageInput> input, Path btf) {
        if (btf == null) {
            return input.map(given -> new PackageBody(given.mediaType(), given.content()))
                    .orElseGet(() -> new PackageBody("application/json", new byte[0]));
        }
        // Only the types of a vmlinux are sent, because the whole file may be large.
        KernelTypes types = TypesFile.read(btf, "").named();
        String boundary = "eunomia-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream(types.section().length + 1024);
        input.ifPresent(given -> part(form, boundary, "package", given.name(), given.content()));
        part(form, boundary, "btf", types.name(), types.section());
        text(form, "--" + boundary + "--\r\n");
        return new PackageBody("multipart/form-data; boundary=" + boundary, form.toByteArray());
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
