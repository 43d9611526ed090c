package io.eunomia.itest;

import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;

/** Packages of each of the five forms, and what a disk, a network or somebody with a grudge makes of them. Not thread-safe. */
final class PackageMutations {
    private static final String NAME = "mutant";

    private final Random random;
    private final Map<String, byte[]> good = new LinkedHashMap<>();

    PackageMutations(Random random) {
        this.random = random;
        byte[] object = Distribution.bytes(Distribution.object("opens"));
        good.put("object", object);
        good.put("seed", Packages.seed(NAME, object, List.of("rb"), List.of("handle_openat"))
                .getBytes(StandardCharsets.UTF_8));
        good.put("own", Packages.own(NAME, "1.0.0", Distribution.object("opens"), Map.of("description", "to be mutated")));
        good.put("eunomia-bpf", Packages.json(Map.of("bpf_object", Base64.getEncoder().encodeToString(deflated(object)), "bpf_object_size", object.length, "meta",
                Map.of("bpf_skel", Map.of("obj_name", NAME, "maps", List.of(), "progs", List.of(), "data_sections",
                        List.of()), "eunomia_version", "0.3.4"))).getBytes(StandardCharsets.UTF_8));
        good.put("bundle", bundle(object));
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bundle(byte[] object) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "com.example." + NAME);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Eunomia-Tracker", "tracker.json");
        headers.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=eunomia.tracker)\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("tracker.json"));
            jar.write(("{\"eunomia\":1,\"name\":\"" + NAME + "\",\"object\":\"opens.bpf.o\"}").getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new ZipEntry("opens.bpf.o"));
            jar.write(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** By form. */
    Map<String, byte[]> good() {
        return good;
    }

    /** A package of some form with some damage. */
    Mutant next() {
        List<String> forms = List.copyOf(good.keySet());
        String form = forms.get(random.nextInt(forms.size()));
        byte[] content = good.get(form).clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            content = mutate(content);
        }
        return new Mutant(form, content);
    }

    /** @param form of the package that it was */
    record Mutant(String form, byte[] content) {
    }

    byte[] mutate(byte[] content) {
        if (content.length < 16) {
            return content;
        }
        byte[] changed = content.clone();
        int at = random.nextInt(content.length);
        int length = 1 + random.nextInt(Math.min(64, content.length - 1));
        switch (random.nextInt(7)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(content, at);
            }
            case 3 -> {
                // Two pieces change places.
                int other = random.nextInt(content.length - length + 1);
                int one = random.nextInt(content.length - length + 1);
                System.arraycopy(content, one, changed, other, length);
                System.arraycopy(content, other, changed, one, length);
            }
            case 4 -> Arrays.fill(changed, at, Math.min(content.length, at + length), (byte) (random.nextBoolean() ? 0 : 0xff));
            case 5 -> {
                // A piece is there twice.
                byte[] longer = new byte[content.length + length];
                int from = random.nextInt(content.length - length + 1);
                System.arraycopy(content, 0, longer, 0, from + length);
                System.arraycopy(content, from, longer, from + length, content.length - from);
                return longer;
            }
            default -> {
                // A piece of another form.
                byte[] donor = List.copyOf(good.values()).get(random.nextInt(good.size()));
                int from = random.nextInt(donor.length);
                System.arraycopy(donor, from, changed, at, Math.min(length, Math.min(donor.length - from, content.length - at)));
            }
        }
        return changed;
    }
}
