package io.vqtrace.trace;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;

/** zstd through zstd-jni; linking this class fails with a {@link LinkageError} where that is absent. */
final class ZstdCompressor implements BufferCompressor {
    /** Event columns compress to about 9 bytes a row at level 1 already, and higher levels cost the drain its rate. */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);

    @Override
    public long bound(int length) {
        return Zstd.compressBound(length);
    }

    @Override
    public int compress(ByteBuffer source, int sourceAt, int length, ByteBuffer target, int targetAt) {
        return context.compressDirectByteBuffer(
                target, targetAt, target.capacity() - targetAt, source, sourceAt, length);
    }

    @Override
    public void close() {
        context.close();
    }
}
