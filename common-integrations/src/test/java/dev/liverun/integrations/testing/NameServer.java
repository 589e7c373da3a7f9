package dev.liverun.integrations.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server (RFC 1035) on a free port of this machine; only names that it was told have an address. */
public final class NameServer implements AutoCloseable {

    private static final int LONGEST = 4096;
    private static final int HEADER = 12;
    private static final int RECORD = 16;
    private static final int IPV4 = 1;
    private static final int IS_ANSWER = 0x80;
    private static final int RECURSION_AVAILABLE = 0x80;

    /** What it says of a name that it was not told, or of every name. */
    public enum Behaviour {
        NO_SUCH_NAME(3),
        FAILS(2),
        SILENT(-1);

        private final int code;

        Behaviour(int code) {
            this.code = code;
        }
    }

    private final DatagramSocket socket;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private volatile Behaviour behaviour = Behaviour.NO_SUCH_NAME;

    public NameServer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::serve, "name server");
        thread.setDaemon(true);
        thread.start();
    }

    public NameServer behaves(Behaviour now) {
        behaviour = now;
        return this;
    }

    /** As {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Has a name lead to an IPv4 address, whatever else it does not know. */
    public void knows(String name, InetAddress address) {
        known.put(name, address.getAddress());
    }

    /** Never answers about this name, whatever it says of others. */
    public void ignores(String name) {
        ignored.add(name);
    }

    private Optional<byte[]> answer(byte[] question) {
        int end = HEADER;
        var name = new StringBuilder();
        while (question[end] != 0) {
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(question, end + 1, question[end], StandardCharsets.US_ASCII));
            end += question[end] + 1;
        }
        String asked = name.toString().toLowerCase(Locale.ROOT);
        if (behaviour == Behaviour.SILENT || ignored.contains(asked)) {
            return Optional.empty();
        }
        int type = ByteBuffer.wrap(question).getShort(end + 1);
        end += 5;
        byte[] address = known.get(asked);
        boolean found = address != null && behaviour == Behaviour.NO_SUCH_NAME;
        boolean told = found && type == IPV4;
        var answer = ByteBuffer.allocate(end + (told ? RECORD : 0)).put(question, 0, end);
        answer.put(2, (byte) (question[2] | IS_ANSWER));
        answer.put(3, (byte) (RECURSION_AVAILABLE | (found ? 0 : behaviour.code)));
        answer.putShort(6, (short) (told ? 1 : 0)).putShort(8, (short) 0).putShort(10, (short) 0);
        if (told) {
            answer.putShort((short) (0xC000 | HEADER)).putShort((short) IPV4).putShort((short) 1);
            answer.putInt(0).putShort((short) 4).put(address);
        }
        return Optional.of(answer.array());
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LONGEST);
                socket.receive(packet);
                var answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (answer.isPresent()) {
                    socket.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(closed);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
