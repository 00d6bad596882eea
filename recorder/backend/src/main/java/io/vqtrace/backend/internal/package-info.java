/** What several packages of the back end share and nobody else needs. */
package io.vqtrace.backend.internal;
