package io.eunomia.runtime;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * The running kernel's types as somebody supplied them, because the kernel does not show its own in
 * {@code /sys/kernel/btf/vmlinux}. Two are equal when their content is. Any thread.
 */
public final class GivenTypes {
    private final String name;
    private final String sha256;
    private final Supplier<byte[]> content;

    private GivenTypes(String name, String sha256, Supplier<byte[]> content) {
        this.name = name;
        this.sha256 = sha256;
        this.content = content;
    }

    /**
     * Makes types from content in memory.
     *
     * @param name of the file they came from, for people
     * @param content a BTF section, or a vmlinux that holds one; not to be changed
     */
    public static GivenTypes of(String name, byte[] content) {
        return new GivenTypes(name, digest(content), () -> content);
    }

    /**
     * Makes types that are stored elsewhere and read each time they are needed.
     *
     * @param sha256 of the content, in hexadecimal
     * @param content may throw a {@link TrackerException}
     */
    public static GivenTypes kept(String name, String sha256, Supplier<byte[]> content) {
        return new GivenTypes(name, sha256, content);
    }

    public String name() {
        return name;
    }

    /** The content's SHA-256, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /**
     * Returns the content, which must not be changed.
     *
     * @throws TrackerException of kind {@link FailureKind#STORAGE} when they are gone, or not what they were
     */
    public byte[] content() {
        byte[] bytes = content.get();
        if (!digest(bytes).equals(sha256)) {
            throw new TrackerException(Failure.of(FailureKind.STORAGE, "the kernel types " + name + " are damaged where they"
                    + " are kept", "start the tracker with --btf FILE again"));
        }
        return bytes;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GivenTypes types && sha256.equals(types.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " (SHA-256 " + sha256 + ')';
    }
}
