package io.dialtone.accounts.exchange;

import io.dialtone.routing.ByteText;
import io.dialtone.routing.InvalidMappingException;
import io.dialtone.routing.SubjectTransform;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two names of what is imported, and the way from one to the other: {@code w.*.*} over there, {@code l.$2.$1} here.
 * Immutable.
 */
public final class ImportSubjects {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\d+)|\\{\\{\\s*[wW]ildcard\\(\\s*(\\d+)\\s*\\)\\s*\\}\\}");

    private final String there;
    private final String here;
    private final SubjectTransform toHere;
    private final SubjectTransform toThere;

    private ImportSubjects(String there, String here, SubjectTransform toHere, SubjectTransform toThere) {
        this.there = there;
        this.here = here;
        this.toHere = toHere;
        this.toThere = toThere;
    }

    /**
     * Checks and compiles.
     *
     * @param subject subject or pattern of the exporting account
     * @param local the name here; its wildcards may be {@code *}, in the same order, or {@code $n}
     * @throws InvalidMappingException with nats-server's text when they do not fit
     */
    public static ImportSubjects of(String subject, String local) {
        String[] from = subject.split("\\.", -1);
        String[] to = local.split("\\.", -1);
        int wildcards = count(from);
        List<Integer> references = new ArrayList<>();
        for (int i = 0; i < to.length; i++) {
            if (to[i].equals("*")) {
                references.add(references.size() + 1);
                to[i] = "$" + references.size();
            } else {
                Matcher reference = REFERENCE.matcher(to[i]);
                if (reference.matches()) {
                    String number = reference.group(1) == null ? reference.group(2) : reference.group(1);
                    references.add(number.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(number));
                } else if (to[i].startsWith("{{")) {
                    throw InvalidMappingException.importFunction(to[i]);
                }
            }
        }
        String destination = String.join(".", to);
        SubjectTransform toHere = SubjectTransform.compile(subject, destination);
        for (int w = 1; w <= wildcards; w++) {
            if (!references.contains(w)) {
                throw InvalidMappingException.unusedWildcards(local);
            }
        }
        String here = pattern(to);
        return new ImportSubjects(subject, here, toHere, SubjectTransform.compile(here, back(from, references)));
    }

    /**
     * All that matches a pattern here is one subject over there.
     *
     * @throws InvalidMappingException when the pattern is none
     */
    public static ImportSubjects ofOne(String subject, String pattern) {
        return new ImportSubjects(
                subject,
                pattern,
                SubjectTransform.compile(subject, subject),
                SubjectTransform.compile(pattern, subject));
    }

    private static int count(String[] tokens) {
        int count = 0;
        for (String token : tokens) {
            count += token.equals("*") ? 1 : 0;
        }
        return count;
    }

    private static String pattern(String[] tokens) {
        List<String> plain = new ArrayList<>();
        for (String token : tokens) {
            plain.add(REFERENCE.matcher(token).matches() ? "*" : token);
        }
        return String.join(".", plain);
    }

    /** The subject over there, its n-th wildcard named by where it stands here. */
    private static String back(String[] from, List<Integer> references) {
        List<String> tokens = new ArrayList<>();
        int wildcard = 0;
        for (String token : from) {
            tokens.add(token.equals("*") ? "$" + (references.indexOf(++wildcard) + 1) : token);
        }
        return String.join(".", tokens);
    }

    /** Subject or pattern in the exporting account. */
    public String there() {
        return there;
    }

    /** Subject or pattern in the importing account. */
    public String here() {
        return here;
    }

    /** Makes a subject over there one of here. */
    public SubjectTransform toHere() {
        return toHere;
    }

    /** What a subject published here is over there. */
    public byte[] thereOf(byte[] subject) {
        return toThere.transform(subject, 0, subject.length, ThreadLocalRandom.current());
    }

    /**
     * What a subscription here has to subscribe to over there, no wider than both it and the import.
     *
     * @return null when the subscription and the import have no subject in common
     */
    public byte @Nullable [] shadowOf(byte[] subscription) {
        byte[] mine = ByteText.bytes(here);
        if (!Subjects.collide(subscription, 0, subscription.length, mine, 0, mine.length)) {
            return null;
        }
        String[] one = ByteText.text(subscription).split("\\.", -1);
        return thereOf(ByteText.bytes(common(one, here.split("\\.", -1))));
    }

    /** The narrowest pattern for all that two colliding patterns both match. */
    private static String common(String[] one, String[] other) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            boolean oneEnds = i >= one.length - 1 && one[one.length - 1].equals(">");
            boolean otherEnds = i >= other.length - 1 && other[other.length - 1].equals(">");
            if (oneEnds && otherEnds) {
                tokens.add(">");
                break;
            }
            if (oneEnds) {
                tokens.add(other[i]);
            } else if (otherEnds) {
                tokens.add(one[i]);
            } else {
                tokens.add(one[i].equals("*") ? other[i] : one[i]);
            }
        }
        return String.join(".", tokens);
    }
}
