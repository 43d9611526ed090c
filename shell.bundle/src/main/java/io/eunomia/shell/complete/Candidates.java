package io.eunomia.shell.complete;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the last word of a line may become.
 *
 * @param words whole words, each once, also ones that do not begin as the word does
 * @param path the part of the word that may be a path; empty if none is wanted
 */
public record Candidates(List<Candidate> words, Optional<PathPart> path) {
    public static final Candidates NONE = new Candidates(List.of(), Optional.empty());

    /**
     * A word.
     *
     * @param description one line for people, or empty
     */
    public record Candidate(String word, String description) {
        /** Names come from packages and other machines; one with such characters cannot be typed. */
        boolean typeable() {
            return !word.isEmpty() && word.chars().noneMatch(Character::isISOControl);
        }
    }

    /**
     * A path in a word.
     *
     * @param before what precedes it in the word
     * @param begun as far as it has been typed
     */
    public record PathPart(String before, String begun, boolean foldersOnly) {

        /** Returns the words that the paths there make. */
        public List<String> words() {
            return LocalPaths.beginningWith(begun, foldersOnly).stream().map(before::concat).toList();
        }
    }

    public Candidates {
        Set<String> met = new HashSet<>();
        words = words.stream().filter(one -> one.typeable() && met.add(one.word())).toList();
    }

    static Candidates of(Stream<Candidate> words) {
        return new Candidates(words.toList(), Optional.empty());
    }

    static Candidates named(Collection<String> words) {
        return of(words.stream().map(word -> new Candidate(word, "")));
    }

    static Candidates path(String begun, boolean foldersOnly) {
        return NONE.withPath(begun, foldersOnly);
    }

    Candidates withPath(String begun, boolean foldersOnly) {
        return new Candidates(words, Optional.of(new PathPart("", begun, foldersOnly)));
    }

    /** Puts text in front of each word. */
    Candidates after(String text) {
        return new Candidates(words.stream().map(one -> new Candidate(text + one.word(), one.description())).toList(),
                path.map(part -> new PathPart(text + part.before(), part.begun(), part.foldersOnly())));
    }
}
