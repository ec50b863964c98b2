package io.dialtone.actors;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * The class loader of the broker without the manifests of its jars. Akka reads them all at its start, to compare versions
 * that the build has fixed, and the signed ones of the cryptography library alone take a tenth of a second.
 */
final class QuietManifests extends ClassLoader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    QuietManifests(ClassLoader parent) {
        super("dialtone", parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(MANIFEST) ? Collections.emptyEnumeration() : super.getResources(name);
    }
}
