package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every JSON example of docs/package-format.md is parsed, with the object put in. */
class DocumentedPackagesTest {
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> examples_are_packages_without_warnings() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "package-format.md"));
        List<String> examples = EXAMPLE.matcher(document).results().map(match -> match.group(1)).toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        return examples.stream().map(example -> DynamicTest.dynamicTest(
                example.lines().limit(2).reduce("", String::concat), () -> assertRead(example)));
    }

    private static void assertRead(String example) throws IOException {
        String json = example.replace("<base64 of the object>", SampleObject.base64())
                .replace("<base64 of the object packed with zlib>", zlib())
                .replaceAll("(_sz|_size)\": [0-9]+", "$1\": " + SampleObject.bytes().length);
        PackageParser parser = new PackageParser(Parsing.LIMITS);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        TrackerPackage read = json.contains("\"object\"")
                ? parser.parseBundle("tracker.json",
                        path -> java.util.Optional.of(path.endsWith(".json") ? bytes : SampleObject.bytes()), "")
                : parser.parse(new PackageSource("", bytes, "docs"));
        assertThat(read.warnings()).isEmpty();
        assertThat(read.object()).isEqualTo(SampleObject.bytes());
    }

    private static String zlib() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(SampleObject.bytes());
        }
        return Matcher.quoteReplacement(Base64.getEncoder().encodeToString(packed.toByteArray())).replace("\\", "");
    }
}
