package io.eunomia.runtime.internal.evidence.source;

import io.eunomia.runtime.internal.evidence.code.Facts.Sign;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The signs of variables and parameters, as far as the lines of a function declare them, and those of casts. */
public final class Declarations {
    private static final String SIGNED = "(?:signed )?(?:int|long int|long long|long|short|ssize_t|(?:__)?s(?:8|16|32|64)|"
            + "int(?:8|16|32|64)_t|loff_t|off_t)";
    private static final String UNSIGNED = "(?:unsigned(?: int| long long| long| short| char)?|"
            + "(?:__)?u(?:8|16|32|64)|uint(?:8|16|32|64)_t|size_t|uid_t|gid_t|__be(?:16|32|64)|bool|dev_t|umode_t)";
    private static final Pattern DECLARED = Pattern.compile(
            "(?:^|[(,;{]|\\bconst |\\bvolatile |\\bstatic )\\s*(" + SIGNED + '|' + UNSIGNED + ")\\s+(\\w+)\\s*(?=[=;,)])");
    private static final Pattern CAST = Pattern.compile("\\(\\s*(" + SIGNED + '|' + UNSIGNED + ")\\s*\\)\\s*[\\w(].*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");

    private final Map<String, Sign> signs = new HashMap<>();

    /** @param lines of one function, with what was inlined into it */
    public Declarations(Collection<SourceLine> lines) {
        Set<String> texts = new HashSet<>();
        for (SourceLine line : lines) {
            if (texts.add(line.text())) {
                Matcher declared = DECLARED.matcher(line.text());
                int from = 0;
                while (declared.find(from)) {
                    // A name that is declared twice with different signs has none.
                    signs.merge(declared.group(2), sign(declared.group(1)), (one, other) -> one.equals(other) ? one
                            : Sign.UNKNOWN);
                    from = declared.end();
                }
            }
        }
    }

    /** The sign of an expression that is a cast or a variable, else unknown. */
    public Sign of(String expression) {
        Matcher cast = CAST.matcher(expression);
        if (cast.matches()) {
            return sign(cast.group(1));
        }
        return VARIABLE.matcher(expression).matches() ? signs.getOrDefault(expression, Sign.UNKNOWN) : Sign.UNKNOWN;
    }

    private static Sign sign(String type) {
        return type.matches(UNSIGNED) ? Sign.UNSIGNED : Sign.SIGNED;
    }
}
