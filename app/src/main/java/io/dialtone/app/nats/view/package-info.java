/** How figures look, and a terminal that is drawn on again and again. */
@NullMarked
package io.dialtone.app.nats.view;

import org.jspecify.annotations.NullMarked;
