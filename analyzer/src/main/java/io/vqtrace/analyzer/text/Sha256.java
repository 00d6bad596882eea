package io.vqtrace.analyzer.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that names contents. */
public final class Sha256 {
    private Sha256() {}

    /**
     * Begins a hash.
     *
     * @return a SHA-256 digest that has seen nothing
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
