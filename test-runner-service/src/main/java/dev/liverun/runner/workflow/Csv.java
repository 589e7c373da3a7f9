package dev.liverun.runner.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads CSV (RFC 4180) whose first line names the columns. */
public final class Csv {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build();

    private Csv() {}

    /**
     * All values are text.
     *
     * @throws IllegalArgumentException says for people what is wrong
     */
    public static List<Map<String, String>> rows(String text, int most) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, String>> read = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            while (read.hasNextValue()) {
                rows.add(read.nextValue());
                if (rows.size() > most) {
                    throw new IllegalArgumentException("at most " + most + " rows are possible here");
                }
            }
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new IllegalArgumentException(
                    "not CSV" + (place == null ? "" : " in line " + place.getLineNr()) + ": " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not CSV: " + e.getMessage(), e);
        }
        return rows;
    }
}
