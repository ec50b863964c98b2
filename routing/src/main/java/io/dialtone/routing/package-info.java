@NullMarked
package io.dialtone.routing;

import org.jspecify.annotations.NullMarked;
