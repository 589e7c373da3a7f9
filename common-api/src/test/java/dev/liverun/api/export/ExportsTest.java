package dev.liverun.api.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

class ExportsTest {

    private static final int MANY = 120_500;

    @Test
    void csvQuotesWhatItMustAndNeutralisesFormulas() throws IOException {
        var csv = new String(
                written(
                        TableFormat.CSV,
                        Arrays.asList("a \"word\", two", "=1+1", -5, null),
                        List.of("x", "y;z", 2, true)),
                StandardCharsets.UTF_8);
        assertThat(csv)
                .isEqualTo("\uFEFFone,two,three,four\r\n\"a \"\"word\"\", two\",'=1+1,-5,\r\nx,\"y;z\",2,true\r\n");
    }

    @Test
    void xlsxKeepsNumbersAndHasNoFormulas() throws IOException {
        var rows = sheet(written(
                TableFormat.XLSX,
                Arrays.asList("=1+1", new BigDecimal("0.9871"), -5, null),
                List.of("<b>&\u0000\uFFFE]]>", "ü€😀", 100_000L, "x".repeat(40_000))));
        assertThat(rows.get(0).getCellText(0)).isEqualTo("one");
        assertThat(rows.get(1).getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(rows.get(1).getCellText(0)).isEqualTo("'=1+1");
        assertThat(rows.get(1).getCell(1).asNumber()).isEqualByComparingTo("0.9871");
        assertThat(rows.get(1).getCell(2).asNumber()).isEqualByComparingTo("-5");
        assertThat(rows.get(2).getCellText(0)).isEqualTo("<b>&]]>");
        assertThat(rows.get(2).getCellText(1)).isEqualTo("ü€😀");
        assertThat(rows.get(2).getCellText(3)).hasSize(32_767).endsWith("…");
        assertThat(rows.stream()
                        .flatMap(Row::stream)
                        .filter(cell -> cell != null)
                        .map(Cell::getType))
                .doesNotContain(CellType.FORMULA);
    }

    @Test
    void aLongTableIsReadOnlyAsFastAsItIsTakenAndComesWhole() throws IOException {
        var read = new AtomicInteger();
        var longest = new AtomicInteger();
        Multi<List<Integer>> pages = Pages.after((last, size) -> {
            int from = last == null ? 0 : last + 1;
            read.set(Math.min(MANY, from + size));
            return Uni.createFrom()
                    .item(IntStream.range(from, Math.min(MANY, from + size))
                            .boxed()
                            .toList());
        });
        var bytes = new ByteArrayOutputStream();
        var ahead = new AtomicInteger();
        Exports.of(
                        TableFormat.XLSX,
                        table -> table.begin("numbers", List.of("number", "text")),
                        pages,
                        (table, number) -> table.row(number, "row " + number))
                .invoke(piece -> {
                    longest.accumulateAndGet(piece.length, Math::max);
                    ahead.accumulateAndGet(read.get(), Math::max);
                    bytes.writeBytes(piece);
                })
                .collect()
                .last()
                .await()
                .atMost(Duration.ofSeconds(60));
        assertThat(longest.get()).isLessThan(500_000);
        assertThat(sheet(bytes.toByteArray())).hasSize(MANY + 1);
    }

    @Test
    void everyPageComesOnceWhoeverBringsItAndWhoeverAsksForIt() {
        for (var round = 0; round < 200; round++) {
            var atOnce = round % 2 == 0;
            Multi<List<Integer>> pages = Pages.after((last, size) -> {
                int from = last == null ? 0 : last + 1;
                var page = Uni.createFrom().item(() -> IntStream.range(from, Math.min(from + size, 20 * size))
                        .boxed()
                        .toList());
                return atOnce ? page : page.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
            });
            var firsts = pages.onItem()
                    .transformToUniAndConcatenate(page -> Uni.createFrom()
                            .item(() -> page.get(0))
                            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                    .collect()
                    .asList()
                    .await()
                    .atMost(Duration.ofSeconds(20));
            assertThat(firsts)
                    .isEqualTo(IntStream.range(0, 20).mapToObj(i -> i * 1000).toList());
        }
    }

    @Test
    void aPageThatCannotBeReadEndsTheFile() {
        Multi<List<Integer>> pages = Pages.after((last, size) -> last == null
                ? Uni.createFrom().item(IntStream.range(0, size).boxed().toList())
                : Uni.createFrom().failure(new IllegalStateException("away")));
        assertThatThrownBy(() -> pages.collect().asList().await().atMost(Duration.ofSeconds(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("away");
    }

    @Test
    void nothingMoreIsReadOnceNobodyWantsIt() {
        var pagesRead = new AtomicInteger();
        Multi<List<Integer>> endless = Pages.after((last, size) -> {
            pagesRead.incrementAndGet();
            return Uni.createFrom().item(IntStream.range(0, size).boxed().toList());
        });
        var pieces = Exports.of(
                        TableFormat.CSV,
                        table -> table.begin("numbers", List.of("number")),
                        endless,
                        (table, number) -> table.row(number))
                .select()
                .first(3)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));
        assertThat(pieces).hasSize(3);
        assertThat(pagesRead.get()).isLessThan(10);
    }

    private static byte[] written(TableFormat format, List<?>... rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var table = format.into(bytes);
        table.begin("table", List.of("one", "two", "three", "four"));
        for (var row : rows) {
            table.row(row);
        }
        table.finish();
        return bytes.toByteArray();
    }

    private static List<Row> sheet(byte[] workbook) throws IOException {
        try (var read = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            return new ArrayList<>(read.getFirstSheet().read());
        }
    }
}
