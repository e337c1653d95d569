package dev.gioconda.spark;

import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.score.ReadFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists the images of files, folders and glob patterns as a data set of paths. The subfolders of a folder are listed in parallel, by the executors; the
 * driver never has the list. Unlike Spark's {@code binaryFile} this has a row for a folder with the name of an image and for what cannot
 * be listed, and the bytes are read later, one file at a time.
 */
final class ImageListing {

    static final String PATH = "path";
    static final String LENGTH = "length";
    static final String ERROR = "error";

    static final StructType SCHEMA = new StructType()
            .add(PATH, DataTypes.StringType, false)
            .add(LENGTH, DataTypes.LongType, false)
            .add(ERROR, DataTypes.StringType, true);

    /** A folder with more entries is listed by one task, subfolders included. */
    private static final int EXPANDED_ENTRIES = 10_000;

    private static final StructType FOLDER =
            new StructType().add(PATH, DataTypes.StringType).add("recursive", DataTypes.BooleanType);

    private final Configuration configuration;
    private final List<Row> files = new ArrayList<>();
    private final List<Row> folders = new ArrayList<>();

    private ImageListing(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The images, listed when the data set is computed.
     *
     * @param paths files, folders, and glob patterns such as {@code s3a://bucket/2026/*}{@code /x*.jpg}
     * @throws IOException if a file system fails; a missing file is a row with an error
     */
    static Dataset<Row> list(SparkSession spark, List<String> paths, Broadcast<SerializableConfiguration> hadoop)
            throws IOException {
        ImageListing start = new ImageListing(hadoop.value().value());
        for (String path : paths) {
            start.add(new Path(path));
        }
        FlatMapFunction<Row, Row> walk = folder -> new FolderFiles(
                new Path(folder.getString(0)),
                folder.getBoolean(1),
                hadoop.value().value());
        return spark.createDataFrame(start.files, SCHEMA)
                .union(spark.createDataFrame(start.folders, FOLDER).flatMap(walk, Encoders.row(SCHEMA)))
                .dropDuplicates(PATH, new String[0]); // patterns and folders may overlap
    }

    private void add(Path path) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        FileStatus[] found = system.exists(path) // whatever characters its name has
                ? new FileStatus[] {system.getFileStatus(path)}
                : system.globStatus(path);
        if (found == null || found.length == 0) {
            files.add(failed(system.makeQualified(path), new FileNotFoundException(path.toString())));
            return;
        }
        for (FileStatus status : found) {
            if (status.isDirectory()) {
                addFolder(system, status.getPath());
            } else {
                files.add(file(status));
            }
        }
    }

    /** Adds a folder, and its subfolders as units of their own, unless it is large. */
    private void addFolder(FileSystem system, Path folder) throws IOException {
        List<Row> parts = new ArrayList<>();
        parts.add(RowFactory.create(folder.toString(), false));
        RemoteIterator<FileStatus> entries = system.listStatusIterator(folder);
        for (int count = 0; entries.hasNext(); count++) {
            if (count == EXPANDED_ENTRIES) {
                folders.add(RowFactory.create(folder.toString(), true));
                return;
            }
            FileStatus entry = entries.next();
            if (entry.isDirectory() && !EntryNames.isHidden(entry.getPath().getName())) {
                parts.add(RowFactory.create(entry.getPath().toString(), true));
            }
        }
        folders.addAll(parts);
    }

    /** The row of a file. */
    static Row file(FileStatus status) {
        return RowFactory.create(status.getPath().toString(), status.getLen(), null);
    }

    /** The row of what cannot be read. */
    static Row failed(Path path, IOException failure) {
        IOException reason = HadoopFile.reasonOfFile(failure).orElse(failure);
        return RowFactory.create(path.toString(), 0L, ReadFailure.reason(reason));
    }
}
