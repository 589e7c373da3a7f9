package dev.liverun.embedded.assembly;

import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedKafka;
import dev.liverun.embedded.KafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Runs the broker once at build time and keeps the classes it loaded as an AppCDS archive, which halves the time that later
 * starts take. An archive serves only the JVM and the jars it was made with; any other ignores it and starts as without.
 */
public final class TrainBroker {
    private TrainBroker() {}

    /** The argument is the distribution directory. An archive that is there for this JVM and these jars is left alone. */
    public static void main(String[] arguments) throws Exception {
        Path kafka = Path.of(arguments[0], "kafka");
        Path archive = kafka.resolve("broker.jsa");
        Path marker = kafka.resolve("broker.jsa.for");
        String mark = mark(kafka.resolve("lib"));
        if (Files.exists(archive)
                && Files.exists(marker)
                && Files.readString(marker).equals(mark)) {
            return;
        }
        Files.deleteIfExists(archive);
        try (EmbeddedKafka broker = EmbeddedKafka.start(KafkaOptions.of(new Dist(Path.of(arguments[0])))
                .jvmOptions("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))) {
            exercise(broker.bootstrapServers());
            // Writing the archive at the end takes longer than stop() would wait.
            ProcessHandle process = ProcessHandle.of(broker.pid()).orElseThrow();
            process.destroy();
            process.onExit().get(180, TimeUnit.SECONDS);
        }
        Files.writeString(marker, mark);
    }

    private static String mark(Path lib) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.sorted()
                    .map(jar -> jar.getFileName() + " " + jar.toFile().length() + " "
                            + jar.toFile().lastModified())
                    .collect(Collectors.joining(
                            "\n",
                            System.getProperty("java.home") + " " + System.getProperty("java.vm.version") + "\n",
                            ""));
        }
    }

    /** What services do with a broker: make a topic by writing to it, and read it in a group. */
    private static void exercise(String bootstrapServers) throws Exception {
        Map<String, Object> writing = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(writing)) {
            producer.send(new ProducerRecord<>("training", "key", "value")).get();
        }
        Map<String, Object> reading = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "training",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(reading)) {
            consumer.subscribe(List.of("training"));
            for (int i = 0; i < 60 && consumer.poll(Duration.ofMillis(500)).isEmpty(); i++) {
                // the group is still forming
            }
            consumer.commitSync();
        }
    }
}
