package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Who unpacked the distribution has nothing else: what a message or a file in it points to has to be there. */
class NamedDocumentsIT {
    private static final Pattern DOCUMENT = Pattern.compile("(?:docs/|\\b)[A-Za-z0-9_/-]+\\.md\\b|\\bdocs/[A-Za-z0-9_-]+");

    @Test
    void every_document_that_is_named_is_in_the_distribution() throws IOException {
        List<String> missing = new ArrayList<>();
        int looked = 0;
        try (Stream<Path> all = Files.walk(Distribution.home())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = Distribution.home().relativize(file).toString();
                if (name.endsWith(".jar") && isOurs(file)) {
                    looked += entries(file, missing);
                } else if (!name.matches("(archive|licenses|lib|bundle)/.*|.*\\.json|NOTICE")) {
                    look(name, Files.readAllBytes(file), missing);
                }
            }
        }
        assertThat(looked).as("classes and files in our jars").isGreaterThan(500);
        assertThat(missing).isEmpty();
    }

    private static boolean isOurs(Path jar) {
        String name = jar.getFileName().toString();
        return name.matches("(launcher|libbpf|runtime|http|shell|process|files|tcpconnect|profile)[.-].*");
    }

    private static int entries(Path jar, List<String> missing) throws IOException {
        int count = 0;
        try (InputStream in = Files.newInputStream(jar); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                boolean ours = entry.getName().startsWith("io/eunomia/") || !entry.getName().endsWith(".class");
                if (!entry.isDirectory() && ours && !entry.getName().matches("native/.*|.*\\.(o|so[.0-9]*)")) {
                    look(jar.getFileName() + "!" + entry.getName(), zip.readAllBytes(), missing);
                    count++;
                }
            }
        }
        return count;
    }

    /** Texts stand in class files as they are. */
    private static void look(String where, byte[] content, List<String> missing) {
        Matcher matcher = DOCUMENT.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (!Files.exists(Distribution.home().resolve(matcher.group()))) {
                missing.add(where + " names " + matcher.group());
            }
        }
    }
}
