/** Services and those who ask them in a simulated supercluster, and scenarios that are played with them and judged. */
@NullMarked
package io.dialtone.app.simulate.scenario;

import org.jspecify.annotations.NullMarked;
