package io.dialtone.actors.monitor;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Go's choice of escapes: the usual ones, HTML's special characters, and the two line separators of JavaScript. */
public final class GoEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        for (int c = 0; c < ' '; c++) {
            if (codes[c] == ESCAPE_STANDARD) {
                // Jackson would write the hexadecimal digits in upper case.
                codes[c] = ESCAPE_CUSTOM;
            }
        }
        codes['<'] = ESCAPE_CUSTOM;
        codes['>'] = ESCAPE_CUSTOM;
        codes['&'] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        boolean special = c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
        return special ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
    }
}
