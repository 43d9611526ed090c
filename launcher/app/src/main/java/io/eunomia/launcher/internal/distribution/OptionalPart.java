package io.eunomia.launcher.internal.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names jars that the distribution can be without, by the function that is lost with them. All others are the minimal set
 * that {@code eunomia run} and an embedding without HTTP and shell need.
 */
public enum OptionalPart {
    HTTP("HTTP", new Jar("bundle/http.bundle", "io/eunomia/http/internal/ApiServlet"),
            new Jar("bundle/org.apache.felix.http.jetty12", "org/apache/felix/http/jetty/internal/JettyActivator"),
            new Jar("bundle/org.apache.felix.http.servlet-api", "jakarta/servlet/Servlet")),
    /** The daemon's side of the shell. Our bundle that uses it stays, because it prints for the command line too. */
    GOGO("Gogo", new Jar("bundle/org.apache.felix.gogo.runtime", "org/apache/felix/service/command/CommandSession"),
            new Jar("bundle/org.apache.felix.gogo.command", "org/apache/felix/gogo/command/Activator")),
    /** The client's side of the shell. */
    TERMINAL("JLine", new Jar("lib/jline-reader", "org/jline/reader/LineReader"),
            new Jar("lib/jline-terminal", "org/jline/terminal/Terminal")),
    SETTINGS("a reader of TOML", new Jar("lib/core", "com/electronwill/nightconfig/core/Config"),
            new Jar("lib/toml", "com/electronwill/nightconfig/toml/TomlParser"));

    private final String use;
    private final List<Jar> jars;

    OptionalPart(String use, Jar... jars) {
        this.use = use;
        this.jars = List.of(jars);
    }

    /** Says what it is for, in a few words. */
    public String use() {
        return use;
    }

    /** Returns its jars that are not on the class path: folder and name, without version. */
    public List<String> missing() {
        ClassLoader loader = OptionalPart.class.getClassLoader();
        return jars.stream().filter(jar -> loader.getResource(jar.witness + ".class") == null).map(Jar::name).toList();
    }

    /** Returns the part to which a file of the distribution belongs; empty for files of the minimal set. */
    public static Optional<OptionalPart> of(Path file) {
        return Stream.of(values()).filter(part -> part.jars.stream().anyMatch(jar -> jar.is(file))).findFirst();
    }

    /** A jar of a part. @param witness a class that is in this jar and in no other */
    private record Jar(String name, String witness) {
        boolean is(Path file) {
            Path expected = Path.of(name);
            return file.getNameCount() > 1 && file.getParent().endsWith(expected.getParent())
                    && file.getFileName().toString().matches("\\Q" + expected.getFileName() + "\\E-[0-9].*\\.jar");
        }
    }
}
