package io.vqtrace.analyzer.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {
    private static final Invocation INVOCATION = new Invocation(
            "my trace.log",
            List.of("--facts", "it's", "--from", "+1.5s"),
            List.of("--device", "a"),
            List.of("--full-share", "0.1"));

    @Test
    void repeatsWhatTheUserAsked() {
        assertEquals(
                "vqtrace report 'my trace.log' --facts 'it'\\''s' --from +1.5s --device a --full-share 0.1",
                INVOCATION.judging("report"));
        assertEquals(
                "vqtrace chart depth 'my trace.log' --facts 'it'\\''s' --from +1.5s --device b --queue 2 -o d.svg",
                INVOCATION.ofQueue("chart depth", "b", 2, "-o", "d.svg"));
        assertEquals(
                "vqtrace slice 'my trace.log' --facts 'it'\\''s' --device b --queue 2 --from +2s --to +3s",
                INVOCATION.within("slice", "b", 2, "+2s", "+3s"));
    }

    @Test
    void namesAreQuotedForTheShell() {
        assertEquals("'<script>$(reboot)`x`\\'", ShellWord.of("<script>$(reboot)`x`\\"));
        assertEquals("'a\nb'", ShellWord.of("a\nb"));
        assertEquals("''", ShellWord.of(""));
        assertEquals("+1.5s", ShellWord.of("+1.5s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk0", "virtio-blk@0x55", "<script>alert(1)</script>", "ein Gerät"})
    void usableNamesAreTaken(String name) {
        assertEquals(name, Invocation.deviceArgument(name, 7).getValue());
    }

    /** {@code --device} splits at commas; an argument file starts with an at sign; the others deceive the reader. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "-x", "@file", "a\"b", "a\nb", "a\u202eb", "back\\slash"})
    void theIdStandsForNamesThatWouldBeMisread(String name) {
        assertEquals("7", Invocation.deviceArgument(name, 7).getValue());
    }
}
