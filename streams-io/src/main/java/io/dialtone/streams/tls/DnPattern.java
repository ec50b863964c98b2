package io.dialtone.streams.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A distinguished name to compare with: attribute types in any case, values exactly. Both the order of the relative names
 * as written (RFC 4514, last first) and any other order can be asked for; within a relative name order never matters.
 */
record DnPattern(List<List<Attribute>> rdns) {
    private static final String ESCAPABLE = " \"#+,;<=>\\";

    /** @param type upper case */
    record Attribute(String type, String value) {}

    DnPattern {
        rdns = rdns.stream().map(List::copyOf).toList();
    }

    /** Reads RFC 4514 text; null when it is none. */
    static @Nullable DnPattern parse(String text) {
        return new Parser(text.getBytes(StandardCharsets.UTF_8)).parse();
    }

    /** Whether both have the same relative names in the same order. */
    boolean sameOrder(DnPattern other) {
        if (rdns.size() != other.rdns.size()) {
            return false;
        }
        for (int i = 0; i < rdns.size(); i++) {
            if (!same(rdns.get(i), other.rdns.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether both have the same relative names, each as often, in any order. */
    boolean anyOrder(DnPattern other) {
        if (rdns.size() != other.rdns.size()) {
            return false;
        }
        List<List<Attribute>> left = new ArrayList<>(other.rdns);
        for (List<Attribute> rdn : rdns) {
            boolean found = false;
            for (int i = 0; i < left.size() && !found; i++) {
                if (same(rdn, left.get(i))) {
                    left.remove(i);
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<Attribute> a, List<Attribute> b) {
        return a.size() == b.size() && a.containsAll(b) && b.containsAll(a);
    }

    private static final class Parser {
        private final byte[] in;
        private final ByteArrayOutputStream word = new ByteArrayOutputStream();
        private final List<List<Attribute>> rdns = new ArrayList<>();
        private List<Attribute> rdn = new ArrayList<>();
        private String type = "";
        /** Blanks at the end of {@link #word} that were not escaped, and so do not count if nothing follows. */
        private int trailingBlanks;

        Parser(byte[] in) {
            this.in = in;
        }

        @Nullable
        DnPattern parse() {
            for (int i = 0; i < in.length; i++) {
                byte c = in[i];
                if (c == '\\') {
                    int used = escaped(i + 1);
                    if (used == 0) {
                        return null;
                    }
                    i += used;
                } else if (c == '=') {
                    type = take();
                    if (i + 1 < in.length && in[i + 1] == '#') {
                        return null;
                    }
                } else if (c == ',' || c == '+') {
                    if (!endAttribute()) {
                        return null;
                    }
                    if (c == ',') {
                        endRdn();
                    }
                } else if (c != ' ' || word.size() > 0) {
                    word.write(c);
                    trailingBlanks = c == ' ' ? trailingBlanks + 1 : 0;
                }
            }
            if (word.size() > 0) {
                if (!endAttribute()) {
                    return null;
                }
                endRdn();
            }
            return new DnPattern(rdns);
        }

        /** Takes what follows a backslash; returns how many bytes that was, 0 when it is no escape. */
        private int escaped(int at) {
            trailingBlanks = 0;
            if (at < in.length && ESCAPABLE.indexOf(in[at]) >= 0) {
                word.write(in[at]);
                return 1;
            }
            if (at + 1 < in.length) {
                int high = Character.digit(in[at], 16);
                int low = Character.digit(in[at + 1], 16);
                if (high >= 0 && low >= 0) {
                    word.write(high << 4 | low);
                    return 2;
                }
            }
            return 0;
        }

        private boolean endAttribute() {
            if (type.isEmpty()) {
                return false;
            }
            rdn.add(new Attribute(type.toUpperCase(Locale.ROOT), take()));
            type = "";
            return true;
        }

        private void endRdn() {
            rdns.add(rdn);
            rdn = new ArrayList<>();
        }

        private String take() {
            byte[] all = word.toByteArray();
            String text = new String(all, 0, all.length - trailingBlanks, StandardCharsets.UTF_8);
            word.reset();
            trailingBlanks = 0;
            return text;
        }
    }
}
