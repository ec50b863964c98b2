/** The extension with tests of its own kind, and as Spring and Quarkus use it. */
package io.dialtone.embedded.junit;
