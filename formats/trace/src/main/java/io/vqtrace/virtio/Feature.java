package io.vqtrace.virtio;

import java.util.List;

/**
 * One feature bit that is defined for a device type or for every device.
 *
 * @param bit the bit's number, 0 to 127
 * @param name the name in the specification, such as {@code VIRTIO_BLK_F_MQ}
 * @param origin who defines it
 * @param section the section of virtio 1.4 that defines it; for {@link FeatureOrigin#OUTSIDE} the header file or
 *     program
 * @param requires what must come with the bit, offered or accepted: of each set at least one bit (sections 2.2.1,
 *     2.2.2)
 * @param requiresWhenOffered what must also be offered with the bit, though it need not be accepted with it
 * @param aliases other names of the same bit, as Linux, QEMU or earlier versions write them
 * @param meaning what the bit says, a few words
 */
public record Feature(
        int bit,
        String name,
        FeatureOrigin origin,
        String section,
        List<FeatureSet> requires,
        List<FeatureSet> requiresWhenOffered,
        List<String> aliases,
        String meaning) {

    /** Copies the lists. */
    public Feature {
        requires = List.copyOf(requires);
        requiresWhenOffered = List.copyOf(requiresWhenOffered);
        aliases = List.copyOf(aliases);
    }
}
