package io.eunomia.runtime.internal.inference.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the C expression that a line and a column point to. It knows only the part of C that identifies a destination:
 * paths of members, assignments, calls, and the designators of initializers. Anything else counts as unknown.
 */
public final class Statement {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:[-+*/%&|^]|<<|>>)?=(?!=)");
    private static final Pattern DESIGNATOR = Pattern.compile(
            "(?:^|[{,])\\s*\\.([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)\\s*=(?!=)\\s*");
    private static final Pattern CAST = Pattern.compile(
            "\\(\\s*(?:const\\s+)?(?:struct\\s+|unsigned\\s+)?\\w+\\s*\\**\\s*\\)\\s*(?=[&(A-Za-z_])");
    private static final Pattern SIZE = Pattern.compile("sizeof\\s*(\\(.*\\)|[A-Za-z_].*)");

    private final SourceText source;
    private final String text;
    private final int at;

    /** A call in the source. @param name of the function or macro @param arguments as written */
    public record Call(String name, List<String> arguments) {
        public String argument(int index) {
            return index < arguments.size() ? arguments.get(index) : "";
        }

        /** Tells whether an argument is the size of the value at this path: {@code sizeof(e->comm)} for {@code &e->comm}. */
        public boolean sizes(AccessPath path) {
            return arguments.stream().map(SIZE::matcher).filter(Matcher::matches)
                    .anyMatch(size -> path(size.group(1)).filter(sized -> sized.members().equals(path.members())
                            && sized.indexed() == path.indexed()).isPresent());
        }

        /** Tells whether it is the size of a member copied whole: {@code sizeof(from->address)} and {@code &from->address}. */
        public boolean sizesSource() {
            return arguments.stream().map(SIZE::matcher).filter(Matcher::matches).flatMap(size -> path(size.group(1)).stream())
                    .filter(sized -> sized.member() && !sized.indexed()).map(sized -> sized.members().get(sized.members().size() - 1))
                    .anyMatch(name -> arguments.stream().filter(one -> !SIZE.matcher(one).matches()).skip(1)
                            .anyMatch(one -> one.matches("(?s).*\\b" + name + "\\b\\W*")));
        }
    }

    public Statement(SourceLine line) {
        this.text = line.text();
        this.source = new SourceText(text);
        this.at = Math.min(line.column() - 1, text.length());
    }

    /** Returns the left side, if the column is at an assignment's operator; the operand of {@code ++} and {@code --}. */
    public Optional<AccessPath> assigned() {
        if (at >= 0 && (text.startsWith("++", at) || text.startsWith("--", at))) {
            Optional<AccessPath> before = source.leftOf(at);
            return before.isPresent() ? before : source.path(source.skipSpace(at + 2));
        }
        return at >= 0 && ASSIGNMENT.matcher(text).region(at, text.length()).lookingAt() ? source.leftOf(at)
                : Optional.empty();
    }

    /** Tells whether the assignment is of the plain kind, {@code =}. */
    public boolean plain() {
        return at >= 0 && at < text.length() && text.charAt(at) == '=';
    }

    /** Returns the right side of the assignment at the column, up to the statement's end; empty when it goes on elsewhere. */
    public String assignedValue() {
        Matcher operator = ASSIGNMENT.matcher(text);
        if (at < 0 || !operator.region(at, text.length()).lookingAt()) {
            return "";
        }
        int end = source.end(operator.end());
        return end < 0 ? "" : text.substring(operator.end(), end).strip();
    }

    /** Returns the call that begins at the column. */
    public Optional<Call> call() {
        Matcher name = NAME.matcher(text);
        if (at < 0 || !name.region(Math.min(at, text.length()), text.length()).lookingAt()) {
            return Optional.empty();
        }
        int open = source.skipSpace(name.end());
        return open < text.length() && text.charAt(open) == '(' ? Optional.of(new Call(name.group(), source.arguments(open)))
                : Optional.empty();
    }

    /** Returns the left side of the assignment whose right side begins at the column, apart from casts. */
    public Optional<AccessPath> receiver() {
        int before = source.beforeCasts(at);
        return before > 0 && text.charAt(before - 1) == '=' && (before < 2 || "=!<>".indexOf(text.charAt(before - 2)) < 0)
                ? source.leftOf(before - 1) : Optional.empty();
    }

    /** Returns the left side of an assignment whose right side is nothing but the path of members that the column lies in. */
    public Optional<AccessPath> copied() {
        int equals = at < 0 ? -1 : text.lastIndexOf('=', at);
        if (equals <= 0 || "=!<>".indexOf(text.charAt(equals - 1)) >= 0) {
            return Optional.empty();
        }
        int start = source.skipSpace(equals + 1);
        while (start < text.length() && (text.charAt(start) == '*' || text.charAt(start) == '(')) {
            start = source.skipSpace(start + 1);
        }
        Optional<AccessPath> path = source.path(start);
        boolean whole = path.isPresent() && at > equals && at <= path.get().end() && source.end(equals + 1) >= 0
                && text.substring(path.get().end(), source.end(equals + 1)).replace(")", "").isBlank();
        return whole ? source.leftOf(equals) : Optional.empty();
    }

    /** Returns the variable that is all of an assignment's right side, if the column is there. */
    public Optional<String> assignedVariable() {
        Matcher name = NAME.matcher(text);
        if (at < 0 || copied().isEmpty() || !name.region(Math.min(at, text.length()), text.length()).lookingAt()) {
            return Optional.empty();
        }
        return text.substring(text.lastIndexOf('=', at) + 1, source.end(at)).strip().equals(name.group()) ? Optional.of(name.group())
                : Optional.empty();
    }

    /** Returns the path of members in which the column lies. */
    public Optional<AccessPath> around() {
        if (at < 0 || at >= text.length()) {
            return Optional.empty();
        }
        Matcher names = NAME.matcher(text);
        while (names.find() && names.start() <= at) {
            boolean inner = names.start() > 0 && (text.charAt(names.start() - 1) == '.'
                    || text.substring(0, names.start()).stripTrailing().endsWith("->"));
            Optional<AccessPath> path = inner ? Optional.empty() : source.path(names.start());
            int addressed = names.start() > 0 && text.charAt(names.start() - 1) == '&' ? 1 : 0;
            if (path.isPresent() && path.get().member() && at >= names.start() - addressed && at < path.get().end()) {
                return path;
            }
        }
        return Optional.empty();
    }

    /** Tells whether a path of this line is the left side of an assignment. */
    public boolean receives(AccessPath path) {
        int behind = source.skipSpace(path.end());
        return behind < text.length() && text.charAt(behind) == '=' && !text.startsWith("==", behind);
    }

    /** Returns the member of an initializer, {@code .pid = …}, in whose value the column lies. */
    public Optional<String> designated() {
        String found = null;
        Matcher matcher = DESIGNATOR.matcher(text);
        while (matcher.find() && matcher.end() <= at) {
            found = matcher.group(1);
            int end = source.valueEnd(matcher.end());
            if (at < end && at >= 0) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Reads an expression such as an argument: a path with perhaps {@code &}, casts and parentheses before it. */
    public static Optional<AccessPath> path(String expression) {
        String rest = expression.strip();
        boolean addressed = false;
        while (true) {
            Matcher cast = CAST.matcher(rest);
            if (cast.lookingAt()) {
                rest = rest.substring(cast.end());
            } else if (rest.startsWith("&") && !rest.startsWith("&&")) {
                addressed = true;
                rest = rest.substring(1).strip();
            } else if (rest.startsWith("(") && rest.endsWith(")")) {
                rest = rest.substring(1, rest.length() - 1).strip();
            } else {
                break;
            }
        }
        boolean and = addressed;
        String whole = rest;
        return new SourceText(rest).path(0).filter(path -> path.end() == whole.length())
                .map(path -> new AccessPath(path.variable(), path.members(), path.index(), and, path.end()));
    }
}
