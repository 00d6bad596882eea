/**
 * Flight mode: what a recorder keeps in memory instead of writing it, and the dumps that it makes of it. Everything here
 * belongs to the drain thread.
 */
package io.vqtrace.recorder.internal.flight;
