/**
 * Records what happens on virtio queues from inside a device backend.
 *
 * <p>A backend opens one {@link io.vqtrace.recorder.VirtioRecorder}, takes a {@link io.vqtrace.recorder.DeviceProbe} for
 * each device and a {@link io.vqtrace.recorder.QueueProbe} for each queue, and calls them where its data path does the
 * work. What is recorded becomes a trace as {@code formats/README.md} describes it. The package asks nothing of its host
 * process: no {@code --add-opens}, no allocator, no logging or JSON library and no native code.
 */
package io.vqtrace.recorder;
