/** How JVMs of the broker are started: from an archive that is recorded once per test run, so that a start costs a fraction of a second. */
@NullMarked
package io.dialtone.multijvm.kit.start;

import org.jspecify.annotations.NullMarked;
