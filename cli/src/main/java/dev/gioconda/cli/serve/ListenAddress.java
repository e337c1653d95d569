package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address that a server is told to listen on.
 *
 * @param host name or address of an interface of this machine
 * @param port 0 for any free one, -1 for no listener
 * @param hostOption option that sets the host, for messages
 * @param portOption option that sets the port, for messages
 */
record ListenAddress(String host, int port, String hostOption, String portOption) {

    private static final int MAX_PORT = 65_535;

    /** Fails with the option to change if the server could not listen on all of these addresses at the same time. */
    static void requireFree(ListenAddress... addresses) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (ListenAddress address : addresses) {
                if (address.port() != -1) {
                    sockets.add(address.open());
                }
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** A socket that listens on this address. */
    ServerSocket open() throws IOException {
        if (port < 0 || port > MAX_PORT) {
            throw new UsageException("%s is %d; expected 0 to %d.".formatted(portOption, port, MAX_PORT));
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new IOException(
                    "The host \"%s\" is unknown; expected a name or address of this machine, such as 127.0.0.1 or 0.0.0.0. Change %s."
                            .formatted(host, hostOption),
                    unknown);
        }
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException inUse) {
            socket.close();
            throw new IOException(
                    "Cannot listen on %s:%d: %s. Choose another port with %s, or stop the process that uses it."
                            .formatted(host, port, inUse.getMessage(), portOption),
                    inUse);
        }
    }
}
