package io.dialtone.accounts.exchange;

import io.dialtone.conf.ExchangeKind;
import io.dialtone.routing.Subjects;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may import what. */
public final class ImportRules {
    /** Judges the activation token of an import. */
    @FunctionalInterface
    public interface Activations {
        /** Nobody has one: where there are no claims there are no tokens. */
        Activations NONE = (importer, taken, export) -> false;

        /** Whether the import's token lets this account import this export now. */
        boolean allows(String importer, Import taken, Export export);
    }

    private ImportRules() {}

    /**
     * The export that lets an account import.
     *
     * @param importer id of the importing account
     * @param exports of the exporting account
     * @return null when none does
     */
    public static @Nullable Export authorizing(
            String importer, Import taken, List<Export> exports, Activations activations) {
        Export exact = find(taken, exports);
        if (exact != null) {
            return allows(importer, taken, exact, activations) ? exact : null;
        }
        for (Export export : exports) {
            if (covers(export, taken) && allows(importer, taken, export, activations)) {
                return export;
            }
        }
        return null;
    }

    private static @Nullable Export find(Import taken, List<Export> exports) {
        for (Export export : exports) {
            if (export.kind() == taken.kind() && export.subject().equals(taken.subject())) {
                return export;
            }
        }
        return null;
    }

    private static boolean covers(Export export, Import taken) {
        return export.kind() == taken.kind() && Subjects.isSubsetOf(taken.subject(), export.subject());
    }

    private static boolean allows(String importer, Import taken, Export export, Activations activations) {
        if (export.tokenPosition() > 0) {
            String[] tokens = taken.subject().split("\\.", -1);
            return export.tokenPosition() <= tokens.length && tokens[export.tokenPosition() - 1].equals(importer);
        }
        if (export.tokenRequired()) {
            return activations.allows(importer, taken, export);
        }
        // An empty list is no list.
        return !export.restricted()
                || export.accounts().isEmpty()
                || export.accounts().contains(importer);
    }

    /** What nats-server says to an import that no export lets in. */
    public static String refusal(ExchangeKind kind) {
        return kind == ExchangeKind.STREAM ? "stream import not authorized" : "service import not authorized";
    }
}
