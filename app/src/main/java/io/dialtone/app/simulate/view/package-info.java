/** What a simulated supercluster looks like at a moment, and how that is shown: in place on a terminal, as lines, as JSON. */
@NullMarked
package io.dialtone.app.simulate.view;

import org.jspecify.annotations.NullMarked;
