package io.vqtrace.analyzer.slice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces values under a key: the same value becomes the same pseudonym, and without the key nobody can go back or try
 * out guesses. Two numbers share a pseudonym with a probability of 2<sup>-63</sup>. Not thread-safe.
 */
public final class Pseudonyms {
    /** What numbers are of: equal numbers of different kinds have nothing to do with each other. */
    enum Domain {
        ARGUMENT,
        ADDRESS,
        CONFIGURATION,
        THREAD
    }

    private static final String HMAC = "HmacSHA256";
    private static final int AES_KEY_BYTES = 16;
    private static final int BLOCK_BYTES = 16;

    private final Mac textMac;
    private final Cipher numberCipher;
    private final byte[] in = new byte[BLOCK_BYTES];
    private final byte[] out = new byte[BLOCK_BYTES];
    private final ByteBuffer plain = ByteBuffer.wrap(in);
    private final ByteBuffer encrypted = ByteBuffer.wrap(out);

    private Pseudonyms(byte[] key) {
        try {
            textMac = Mac.getInstance(HMAC);
            textMac.init(new SecretKeySpec(key, HMAC));
            byte[] numberKey = textMac.doFinal("numbers".getBytes(StandardCharsets.US_ASCII));
            // One block is never chained to another: the cipher serves as a keyed random function of 16 bytes.
            numberCipher = Cipher.getInstance("AES/ECB/NoPadding");
            numberCipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(numberKey, AES_KEY_BYTES), "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES and HMAC", e);
        }
    }

    /**
     * Makes a key that nobody knows and that is forgotten.
     *
     * @return pseudonyms that no other run repeats
     */
    public static Pseudonyms random() {
        try {
            return new Pseudonyms(KeyGenerator.getInstance(HMAC).generateKey().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC", e);
        }
    }

    /**
     * Derives the key from a secret, so that several slices have the same pseudonyms.
     *
     * @param seed the secret: who has it can try out guesses
     * @return pseudonyms that the same seed repeats
     */
    public static Pseudonyms of(String seed) {
        try {
            return new Pseudonyms(MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns 12 hexadecimal digits for a text. */
    String text(String value) {
        byte[] hash = textMac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        return String.format("%012x", ByteBuffer.wrap(hash).getLong() >>> Short.SIZE);
    }

    /** Returns a number that is not negative. */
    long number(Domain domain, long value) {
        plain.putLong(0, domain.ordinal()).putLong(Long.BYTES, value);
        try {
            numberCipher.update(in, 0, BLOCK_BYTES, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block fits a block", e);
        }
        return encrypted.getLong(0) & Long.MAX_VALUE;
    }
}
