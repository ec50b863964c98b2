package io.dialtone.app.training;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;

/** The {@code reference.conf} of all libraries in one. */
final class MergedReference {
    private MergedReference() {}

    /** The text, without comments; what it takes from the environment, or from another key, is still to be resolved. */
    static String read(ClassLoader loader) {
        return ConfigFactory.parseResources(loader, "reference.conf").root().render(ConfigRenderOptions.concise());
    }
}
