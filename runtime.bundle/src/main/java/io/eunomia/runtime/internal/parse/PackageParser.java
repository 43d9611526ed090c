package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.util.ArrayList;
import java.util.List;

/** Reads every accepted package format (docs/package-format.md); the content tells which one it is. Stateless: any thread. */
public final class PackageParser {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final String HINT = "send a compiled BPF object, a JSON package or a tracker bundle";

    private final PackageLimits limits;

    public PackageParser(PackageLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a package.
     *
     * @return the package with its name given and its object checked; the object's programs and maps that it speaks of
     *     exist
     * @throws io.eunomia.runtime.TrackerException of kind BAD_PACKAGE or TOO_LARGE, naming the place
     */
    public TrackerPackage parse(PackageSource source) {
        byte[] content = source.content();
        if (content.length > limits.packageBytes()) {
            throw BadPackage.tooLarge("", "the package has " + content.length + " bytes",
                    "at most " + limits.packageBytes() + " are taken");
        }
        List<String> warnings = new ArrayList<>();
        return finish(read(source, warnings), source.name(), warnings);
    }

    /**
     * Reads a tracker bundle that is installed.
     *
     * @param header value of the header {@code Eunomia-Tracker}
     * @param name used when the descriptor gives none
     */
    public TrackerPackage parseBundle(String header, BundleEntries entries, String name) {
        List<String> warnings = new ArrayList<>();
        return finish(BundleForm.read(header, entries, limits, warnings), name, warnings);
    }

    private Parsed read(PackageSource source, List<String> warnings) {
        byte[] content = source.content();
        if (startsWith(content, ELF)) {
            return new Parsed(PackageForm.OBJECT, new Draft(), content);
        }
        if (startsWith(content, ZIP)) {
            TrackerJar jar = TrackerJar.read(content, limits);
            Parsed parsed = BundleForm.read(jar, limits, warnings);
            if (!source.mayCarryCode()) {
                jar.code().ifPresent(PackageParser::refuseCode);
            }
            return parsed;
        }
        int first = firstCharacter(content);
        boolean wideCharacters = first + 1 < content.length && content[first + 1] == 0;
        if (first < content.length && content[first] == '{' && !wideCharacters) {
            return readJson(content, warnings);
        }
        throw unknown(content, first);
    }

    private static void refuseCode(String what) {
        throw new TrackerException(Failure.of(FailureKind.NOT_PERMITTED, "the bundle carries Java code (" + what
                + "), which would run in the daemon with its rights; over HTTP that is not taken",
                "set allow_code = true in the daemon's configuration file, or start it with --allow-code; or start the"
                        + " bundle from the watched folder or the shell"));
    }

    private Parsed readJson(byte[] content, List<String> warnings) {
        JsonObject root = JsonReader.readObject(content, warnings);
        if (root.has("eunomia")) {
            return OwnPackage.read(root, limits);
        }
        if (root.has("bpf_object")) {
            return EunomiaBpfForm.read(root, limits);
        }
        if (root.has("data") || root.has("data_sz")) {
            return SeedForm.read(root, limits);
        }
        throw BadPackage.at("", "the JSON is no package: it has none of the members eunomia, data and bpf_object",
                "give a compiled object (.bpf.o), a package as one JSON object, or a tracker bundle (.jar)");
    }

    private TrackerPackage finish(Parsed parsed, String sourceName, List<String> warnings) {
        ElfObject object = parsed.checked();
        ReferenceCheck.run(parsed, object, warnings);
        Draft draft = parsed.draft();
        String ownName = draft.name;
        if (draft.name.isEmpty()) {
            String derived = TrackerNames.derived(sourceName);
            draft.name = derived.isEmpty() ? TrackerNames.UNNAMED : derived;
        }
        return new TrackerPackage(parsed.form(), draft.finish(), object, warnings.stream().distinct().toList(),
                ownName);
    }

    private static RuntimeException unknown(byte[] content, int first) {
        if (first >= content.length) {
            return BadPackage.at("", "the package is empty", HINT);
        }
        if (startsWith(content, GZIP) || startsWith(content, ZSTD)) {
            return BadPackage.at("", "the package is compressed as a whole",
                    "unpack it; only the object inside a JSON package may be compressed");
        }
        StringBuilder shown = new StringBuilder("; it begins with");
        for (int i = 0; i < Math.min(8, content.length); i++) {
            shown.append(String.format(" %02x", content[i]));
        }
        return ForeignContent.find(content)
                .map(foreign -> BadPackage.at("", "this is " + foreign.is() + ", and no package" + shown, foreign.hint()))
                .orElseGet(() -> BadPackage.at("", "neither an ELF object nor JSON in UTF-8 nor a jar" + shown, HINT));
    }

    private static int firstCharacter(byte[] content) {
        int at = startsWith(content, UTF8_MARK) ? UTF8_MARK.length : 0;
        while (at < content.length && (content[at] == ' ' || content[at] == '\n' || content[at] == '\r'
                || content[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean startsWith(byte[] content, byte[] prefix) {
        return content.length >= prefix.length
                && java.util.Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
    }
}
