package dev.gioconda.bench.hostile;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The server under test.
 *
 * @param visitors address of the public port
 * @param operators address of the operators' port
 * @param jobs links of style jobs, which anyone may know
 */
public record Target(InetSocketAddress visitors, InetSocketAddress operators, KnownJobs jobs) {

    /** The server at two URLs such as {@code http://127.0.0.1:8080}. */
    public static Target of(String publicUrl, String operatorUrl) {
        return new Target(address(publicUrl), address(operatorUrl), new KnownJobs());
    }

    /** The address of a URL. */
    public static InetSocketAddress address(String url) {
        URI uri = URI.create(url);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
