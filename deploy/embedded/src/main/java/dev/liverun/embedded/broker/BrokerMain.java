package dev.liverun.embedded.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The broker's process. Arguments: data directory, life ({@code attached}, {@code detached} or {@code leased}), lease file,
 * its allowed age in seconds, and whether to remove the data directory at the end of that life.
 */
public final class BrokerMain {
    private static final long STOP_PATIENCE_SECONDS = 30;

    private BrokerMain() {}

    public static void main(String[] arguments) {
        // A terminal's Ctrl-C and hang-up are not for us: whoever started us stops us in its own order.
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);

        Path dataDir = Path.of(arguments[0]);
        BrokerLife life = new BrokerLife(arguments[1], Path.of(arguments[2]), Long.parseLong(arguments[3]), dataDir);
        boolean remove = Boolean.parseBoolean(arguments[4]);
        try {
            run(dataDir, life, remove);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path dataDir, BrokerLife life, boolean remove) throws Exception {
        Announcement announcement = new Announcement(dataDir);
        announcement.started();
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(dataDir.resolve("broker.properties"))) {
            settings.load(reader);
        }
        LogDirectory.format(Path.of(settings.getProperty("log.dirs")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        AtomicBoolean over = new AtomicBoolean();
        Thread stop = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                    announcement.withdraw();
                    if (remove && over.get()) {
                        delete(dataDir);
                        life.takenDown();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        life.whenOver(() -> {
            over.set(true);
            haltIfStoppingHangs();
            System.exit(0);
        });
        server.startup();
        announcement.ready(listenerPort(settings));
        server.awaitShutdown();
    }

    /** Nobody watches a broker whose starter is gone, and one that is told to stop in the middle of its start may not. */
    private static void haltIfStoppingHangs() {
        Thread watchdog = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(STOP_PATIENCE_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(1);
                },
                "stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static int listenerPort(Properties settings) {
        String advertised = settings.getProperty("advertised.listeners");
        return Integer.parseInt(advertised.substring(advertised.lastIndexOf(':') + 1));
    }

    private static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            e.printStackTrace(); // into the log; there is nobody else to tell
        }
    }
}
