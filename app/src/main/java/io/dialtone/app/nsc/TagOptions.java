package io.dialtone.app.nsc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Tags of an entity. */
final class TagOptions {
    @Option(names = "--tag", split = ",", paramLabel = "TAG", description = "Add tags.")
    List<String> add = new ArrayList<>();

    @Option(names = "--rm-tag", split = ",", paramLabel = "TAG", description = "Remove tags.")
    List<String> remove = new ArrayList<>();

    boolean isSet() {
        return !add.isEmpty() || !remove.isEmpty();
    }

    List<String> apply(List<String> tags, Report report) throws NscException {
        List<String> changed = new ArrayList<>(tags);
        for (String tag : add) {
            String lower = tag.strip().toLowerCase(Locale.ROOT);
            if (!changed.contains(lower)) {
                changed.add(lower);
            }
            report.ok("added tag \"" + lower + "\"");
        }
        for (String tag : remove) {
            String lower = tag.strip().toLowerCase(Locale.ROOT);
            if (!changed.remove(lower)) {
                throw new NscException("unable to remove tag: \"" + lower + "\" not found");
            }
            report.ok("removed tag \"" + lower + "\"");
        }
        return changed;
    }
}
