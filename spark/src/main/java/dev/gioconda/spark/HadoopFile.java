package dev.gioconda.spark;

import dev.gioconda.score.FileBytes;
import dev.gioconda.score.ScoreInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * The bytes of a file in a file system of Hadoop, such as {@code s3a://} or {@code hdfs://}.
 *
 * @param path as it was listed
 * @param length as it was listed, so that no request is spent on it
 * @param maxBytes the largest file that is read
 * @param configuration of the file system
 */
record HadoopFile(String path, long length, int maxBytes, Configuration configuration)
        implements ScoreInput.ImageBytes {

    @Override
    public byte[] read() throws IOException {
        Path file = new Path(path);
        if (isLocal()) {
            return new FileBytes(java.nio.file.Path.of(file.toUri().getPath()), maxBytes).read();
        }
        if (length > maxBytes) {
            throw new OversizedFileException(maxBytes);
        }
        try (InputStream in = open(file)) {
            return in.readNBytes(maxBytes + 1);
        }
    }

    private InputStream open(Path file) throws IOException {
        FutureDataInputStreamBuilder builder = file.getFileSystem(configuration).openFile(file);
        builder.opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, "whole-file");
        builder.opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(length));
        return FutureIO.awaitFuture(builder.build());
    }

    /** Reads the file. A reason that is the file's own is given when the bytes are asked for; another one at once, while Spark repeats the task. */
    ScoreInput.ImageBytes readNow() throws IOException {
        try {
            byte[] bytes = read();
            return () -> bytes;
        } catch (IOException failed) {
            Optional<IOException> ofFile = reasonOfFile(failed);
            if (ofFile.isEmpty() && !isLocal() && TaskAttempts.isFollowedByAnother()) {
                throw failed;
            }
            IOException reason = ofFile.orElse(failed);
            return () -> {
                throw reason;
            };
        }
    }

    private boolean isLocal() {
        return path.startsWith("file:") || path.startsWith("/");
    }

    /** What is wrong with this one file or folder, as the JDK would call it; empty if it may be the network or the whole file system. */
    static Optional<IOException> reasonOfFile(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        boolean forbidden = failed instanceof AccessControlException
                || failed instanceof AccessDeniedException
                || message.contains("Permission denied");
        if (forbidden) {
            return Optional.of(new AccessDeniedException(message));
        }
        if (failed instanceof FileNotFoundException || failed instanceof NoSuchFileException) {
            return Optional.of(new NoSuchFileException(message));
        }
        return failed instanceof OversizedFileException ? Optional.of(failed) : Optional.empty();
    }

    /** A file with more bytes than are read. */
    private static final class OversizedFileException extends IOException {
        private static final long serialVersionUID = 1;

        OversizedFileException(int maxBytes) {
            super("This file has more than %,d bytes, the limit. Scale it down.".formatted(maxBytes));
        }
    }
}
