package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import java.util.regex.Pattern;

/**
 * Decides which of the two syntaxes a filter is written in: whatever parses as LDAP is LDAP, everything else is infix. A
 * comparison without parentheses is not standard LDAP; it is read as the one or the other by the characters in it.
 */
final class FilterSyntax {
    /** Recognises operators that LDAP lacks, quotes, and blanks after an operator. */
    private static final Pattern INFIX_COMPARISON = Pattern.compile(
            "[^=~<>]*(?:==|!=|!~|=[<>~]|[<>](?!=)|~(?!=)|(?:[=]|>=|<=|~=)[\\s\"']).*|\\s*!.*", Pattern.DOTALL);
    private static final Pattern INFIX_TOKEN = Pattern.compile("&&|\\|\\||==|!=|[\"']|[<>](?!=)|~(?!=)");
    private static final Pattern QUOTED_OR_EQUAL = Pattern.compile("[^=~<>]*(?:==|!=|!~|=[<>~]|(?:=|>=|<=|~=|~)\\s*[\"']).*",
            Pattern.DOTALL);

    private FilterSyntax() {
    }

    /** Parses a filter. @throws TrackerException that refers to the syntax that was most likely meant */
    static FilterNode parse(String text) {
        boolean bare = !text.stripLeading().startsWith("(");
        boolean joined = text.contains("&&") || text.contains("||");
        if (bare && (joined || INFIX_COMPARISON.matcher(text).matches())) {
            return infixFirst(text, joined || QUOTED_OR_EQUAL.matcher(text).matches());
        }
        try {
            return FilterParser.parse(text);
        } catch (TrackerException ldap) {
            try {
                return InfixParser.parse(text);
            } catch (TrackerException infix) {
                throw INFIX_TOKEN.matcher(text).find() ? infix : ldap;
            }
        }
    }

    /** Parses infix first. @param certain whether nobody would write LDAP like this */
    private static FilterNode infixFirst(String text, boolean certain) {
        try {
            return InfixParser.parse(text);
        } catch (TrackerException infix) {
            if (!certain) {
                try {
                    return FilterParser.parse(text);
                } catch (TrackerException ldap) {
                    infix.addSuppressed(ldap);
                }
            }
            throw infix;
        }
    }
}
