/** Client libraries of several languages, unmodified, doing what their users do. */
@NullMarked
package io.dialtone.app.clients;

import org.jspecify.annotations.NullMarked;
