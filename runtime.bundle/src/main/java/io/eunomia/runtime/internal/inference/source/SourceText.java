package io.eunomia.runtime.internal.inference.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of C, read by position: paths of members, brackets, and where statements and values end. */
final class SourceText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern MEMBER = Pattern.compile("\\s*(?:->|\\.)\\s*([A-Za-z_]\\w*)");
    private static final Pattern DEREFERENCED = Pattern.compile(
            "(?:^|[;{}(),=])\\s*[*&]+\\s*(?:\\(\\s*[\\w\\s]+\\*+\\s*\\)\\s*)?$");
    private static final int MAX_MEMBERS = 16;

    private final String text;

    SourceText(String text) {
        this.text = text;
    }

    /** Returns the path of members that begins at a position. */
    Optional<AccessPath> path(int start) {
        Matcher name = NAME.matcher(text);
        if (!name.region(Math.min(start, text.length()), text.length()).lookingAt()) {
            return Optional.empty();
        }
        String variable = name.group();
        List<String> members = new ArrayList<>();
        int index = AccessPath.NONE;
        int position = name.end();
        Matcher member = MEMBER.matcher(text);
        while (true) {
            if (member.region(position, text.length()).lookingAt() && members.size() < MAX_MEMBERS) {
                if (index != AccessPath.NONE) {
                    return Optional.empty();     // a member of an array's element
                }
                members.add(member.group(1));
                position = member.end();
            } else if (position < text.length() && text.charAt(position) == '[' && index == AccessPath.NONE) {
                int close = closing(position);
                if (close < 0) {
                    return Optional.empty();
                }
                index = index(text.substring(position + 1, close).strip());
                position = close + 1;
            } else {
                return Optional.of(new AccessPath(variable, List.copyOf(members), index, false, position));
            }
        }
    }

    private static int index(String inside) {
        return inside.matches("\\d{1,6}") ? Integer.parseInt(inside) : AccessPath.VARIABLE;
    }

    /** Returns the path that ends right before a position. */
    Optional<AccessPath> leftOf(int end) {
        int last = end;
        while (last > 0 && text.charAt(last - 1) == ' ') {
            last--;
        }
        int start = last;
        while (start > 0) {
            char c = text.charAt(start - 1);
            if (c == ']') {
                start = opening(start - 1);
                if (start < 0) {
                    return Optional.empty();
                }
            } else if (Character.isJavaIdentifierPart(c) || c == '.') {
                start--;
            } else if (c == '>' && start > 1 && text.charAt(start - 2) == '-') {
                start -= 2;
            } else {
                break;
            }
        }
        int expected = last;
        // A value that is written through a pointer is not the member, and through a cast it has another width: *(u64
        // *)e->bytes = x.
        boolean through = DEREFERENCED.matcher(text.substring(0, start)).find();
        return path(start).filter(path -> path.end() == expected && !(through && path.member()));
    }

    private int opening(int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            depth += text.charAt(i) == ']' ? 1 : text.charAt(i) == '[' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns where casts and spaces before a position begin. */
    int beforeCasts(int position) {
        int before = Math.max(0, position);
        while (true) {
            while (before > 0 && text.charAt(before - 1) == ' ') {
                before--;
            }
            int open = before > 0 && text.charAt(before - 1) == ')' ? text.lastIndexOf('(', before - 1) : -1;
            if (open < 0 || !text.substring(open + 1, before - 1).matches("[\\w *]+")) {
                return before;
            }
            before = open;
        }
    }

    /** Returns the end of a statement: the semicolon outside of parentheses. @return -1 when the line has none */
    int end(int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
            if (c == ';' && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the end of an initializer's value: the comma or brace outside of parentheses, or the line's end. */
    int valueEnd(int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (depth < 0 || c == ',' && depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Returns the arguments of a call. @param open where its parenthesis opens */
    List<String> arguments(int open) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            if (depth == 0 || depth == 1 && c == ',') {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
            }
            if (depth == 0) {
                return arguments;
            }
        }
        return arguments;
    }

    /** Returns the first position from this one on that is no space. */
    int skipSpace(int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        return position;
    }
}
