@NullMarked
package io.dialtone.actors;

import org.jspecify.annotations.NullMarked;
