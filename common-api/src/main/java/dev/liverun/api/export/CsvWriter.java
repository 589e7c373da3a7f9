package dev.liverun.api.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as of RFC 4180: UTF-8, commas, CRLF, quotes where needed. */
final class CsvWriter implements TableWriter {

    private final Writer out;
    private int columns = -1;

    CsvWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void begin(String name, List<String> titles) throws IOException {
        if (columns >= 0) {
            throw new IllegalStateException("CSV holds one table");
        }
        columns = titles.size();
        // Spreadsheets take UTF-8 for something older without it; readers of CSV skip it.
        out.write('\uFEFF');
        row(titles);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        if (values.size() != columns) {
            throw new IllegalArgumentException(values.size() + " values for " + columns + " columns");
        }
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            write(values.get(i));
        }
        out.write("\r\n");
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            return;
        }
        var text = value instanceof Number ? value.toString() : Formulas.neutralised(value.toString());
        if (text.indexOf(',') < 0
                && text.indexOf('"') < 0
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0
                && text.indexOf(';') < 0) {
            out.write(text);
            return;
        }
        out.write('"');
        out.write(text.replace("\"", "\"\""));
        out.write('"');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
