import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Writes the classes that implement interfaces of C functions: {@code java cnf/LinkStubs.java FOLDER INTERFACE.java...}
 * makes {@code FOLDER/PACKAGE/INTERFACEStubs.java} for each. A stub finds its function by the method's name when it is
 * first called, and hands its arguments to {@code LinkedFunctions}, which stands beside the interface. See ADR 0002.
 *
 * <p>The sources of the interfaces are read, not their classes: so the stubs are there when the module is compiled.
 */
class LinkStubs {
    private static final int MAX_ARGUMENTS = 7;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            write(folder, Path.of(arguments[i]));
        }
    }

    private static void write(Path folder, Path source) throws IOException {
        CompilationUnitTree unit = parse(source);
        String packageName = unit.getPackageName().toString();
        // sorted by name: the order of declaration says nothing, and a moved line changes nothing
        SortedMap<String, MethodTree> functions = new TreeMap<>();
        collect(source, functions);
        String name = source.getFileName().toString().replace(".java", "");
        Path file = folder.resolve(packageName.replace('.', '/')).resolve(name + "Stubs.java");
        String text = text(packageName, name, functions);
        // A file that stays as it is is not compiled again.
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private static CompilationUnitTree parse(Path source) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjects(source));
            return task.parse().iterator().next();
        }
    }

    /** The abstract methods of an interface and of those beside it that it extends. */
    private static void collect(Path source, SortedMap<String, MethodTree> functions) throws IOException {
        ClassTree type = (ClassTree) parse(source).getTypeDecls().get(0);
        for (Tree parent : type.getImplementsClause()) {
            collect(source.resolveSibling(parent + ".java"), functions);
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                check(source, method);
                if (functions.put(method.getName().toString(), method) != null) {
                    throw new IllegalArgumentException(source + ": two functions in C cannot both be called "
                            + method.getName());
                }
            }
        }
    }

    private static void check(Path source, MethodTree method) {
        List<String> types = new ArrayList<>();
        method.getParameters().forEach(parameter -> types.add(parameter.getType().toString()));
        boolean passable = Set.of("int", "long").containsAll(types) && types.size() <= MAX_ARGUMENTS
                && Set.of("void", "int", "long").contains(method.getReturnType().toString());
        if (!passable) {
            throw new IllegalArgumentException(source + ": a stub takes up to " + MAX_ARGUMENTS
                    + " int and long and gives int, long or nothing: " + method);
        }
    }

    /** Stubs know their functions by number, and so have no branches, which the JVM would have to verify. */
    private static String text(String packageName, String name, SortedMap<String, MethodTree> functions) {
        List<String> stubs = new ArrayList<>();
        functions.values().forEach(method -> stubs.add(stub(stubs.size(), method)));
        return """
                package PACKAGE;

                /** Written by cnf/LinkStubs.java from {@link INTERFACE}. */
                final class INTERFACEStubs extends LinkedFunctions implements INTERFACE {
                    private static final String NAMES = "LIST";

                    INTERFACEStubs(long library, String file) {
                        super(library, file, NAMES.split(" "));
                    }
                STUBS}
                """.replace("PACKAGE", packageName).replace("INTERFACE", name)
                .replace("LIST", String.join(" \"\n            + \"", functions.keySet()))
                .replace("STUBS", String.join("", stubs));
    }

    private static String stub(int number, MethodTree method) {
        String result = method.getReturnType().toString();
        String declared = method.getParameters().stream().map(VariableTree::toString)
                .collect(Collectors.joining(", "));
        String passed = method.getParameters().stream().map(one -> ", " + one.getName()).collect(Collectors.joining());
        return """

                    @Override
                    public RESULT NAME(DECLARED) {
                        CALL(address(NUMBER)PASSED);
                    }
                """.replace("NAME", method.getName()).replace("RESULT", result).replace("DECLARED", declared)
                .replace("CALL", switch (result) {
                    case "void" -> "call";
                    case "int" -> "return (int) call";
                    default -> "return call";
                }).replace("NUMBER", Integer.toString(number)).replace("PASSED", passed);
    }
}
