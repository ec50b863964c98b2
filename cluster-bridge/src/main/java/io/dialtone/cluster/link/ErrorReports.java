package io.dialtone.cluster.link;

import io.dialtone.actors.links.LinkHost;
import io.dialtone.conf.ServerTraits;

/** Which of the failed attempts to reach another server are worth a line in the log; all others are for the debugger's eyes. */
public final class ErrorReports {
    private ErrorReports() {}

    /**
     * Whether an attempt is reported.
     *
     * @param again whether it was connected before
     * @param attempt from 1 on
     */
    public static boolean isDue(LinkHost host, boolean again, int attempt) {
        ServerTraits traits = host.options().traits();
        int every = again ? traits.reconnectErrorReports() : traits.connectErrorReports();
        return attempt == 1 || every <= 1 || attempt % every == 0;
    }

    /** Says that an attempt has failed, as loudly as is due. */
    public static void say(LinkHost host, boolean again, int attempt, String line) {
        if (isDue(host, again, attempt)) {
            host.log().error(line);
        } else {
            host.log().debug(() -> line);
        }
    }
}
