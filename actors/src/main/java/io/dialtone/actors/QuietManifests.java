package io.dialtone.actors;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The class loader of the broker without what only takes time at its start: the manifests of its jars, which Akka reads to compare
 * versions that the build has fixed (the signed ones of the cryptography library alone take a tenth of a second); and the settings
 * and serializers of Akka Cluster, which runs in an actor system of its own, if at all.
 */
final class QuietManifests extends ClassLoader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SETTINGS = "reference.conf";
    /** Jars of Akka Cluster and of what it brings, which runs in an actor system of its own, if at all. */
    private static final Pattern CLUSTER = Pattern.compile(
            "/akka-(remote|cluster|coordination|distributed-data|discovery|management|pki)[-_][^/]*\\.jar!/[^/]*$");

    QuietManifests(ClassLoader parent) {
        super("dialtone", parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (name.equals(MANIFEST)) {
            return Collections.emptyEnumeration();
        }
        Enumeration<URL> all = super.getResources(name);
        if (!name.equals(SETTINGS)) {
            return all;
        }
        List<URL> own = Collections.list(all);
        own.removeIf(url -> CLUSTER.matcher(url.getPath()).find());
        return Collections.enumeration(own);
    }
}
